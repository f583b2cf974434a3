import type { SetupProblem } from '#contract/records.ts';

/** Everything that can be wrong with the file of a setup. Each has its sentence in the phrases, under setup-files. */
export const problemCodes = [
  // The file as a whole
  ...['not_a_setup', 'unreadable', 'truncated', 'too_large', 'took_too_long', 'needed_too_much_memory'],
  // Archives
  ...['unpacked_too_large', 'too_many_files', 'unsafe_name', 'link_in_archive', 'encrypted_archive', 'file_twice'],
  ...['unknown_file', 'no_models'],
  // glTF
  ...['draco', 'not_supported', 'outside_file', 'several_animations', 'stage_between_seconds', 'unknown_part'],
  ...['moves_inside', 'changes_size', 'attachment_alone'],
  // Stages
  ...['no_stages', 'too_many_stages', 'stage_missing', 'tooth_missing_at_stage', 'other_triangles', 'not_rigid'],
  // Teeth
  ...['no_teeth', 'unknown_tooth', 'tooth_twice', 'tooth_without_mesh', 'too_far', 'moved_too_far', 'mirrored'],
  ...['numbers_disagree', 'unit_unclear'],
  // Meshes
  ...['no_triangles', 'not_finite', 'too_many_triangles', 'degenerate', 'index_out_of_range', 'not_a_mesh'],
  // Tables
  ...['transforms_unreadable', 'transforms_missing', 'transform_unreadable', 'transform_twice', 'transform_missing'],
  ...['transform_without_mesh', 'tables_twice', 'table_unreadable', 'table_kind', 'table_column', 'table_value'],
  ...['table_tooth', 'table_pair', 'table_order', 'table_missing', 'table_column_missing', 'table_beyond'],
  'more',
] as const;

/** More than this nobody reads; how many more there are is told. */
const mostProblems = 50;

/** What was found wrong so far. */
export class Problems {
  private readonly found: SetupProblem[] = [];
  private more = 0;

  add(code: string, where = '', facts: SetupProblem['facts'] = {}): void {
    if (this.found.length < mostProblems) this.found.push({ code, where: where.slice(0, 200), facts });
    else this.more += 1;
  }

  get any(): boolean {
    return this.found.length > 0;
  }

  list(): SetupProblem[] {
    return this.more === 0 ? this.found : [...this.found, { code: 'more', where: '', facts: { count: this.more } }];
  }

  /** Ends reading where going on would only find what follows from what was found. */
  orEnd(): void {
    if (this.any) throw new SetupRefused(this.list());
  }
}

/** Ends reading from anywhere; `readSetup` turns it into problems, and nothing else ever sees it. */
export class SetupRefused extends Error {
  readonly problems: SetupProblem[];

  constructor(problems: SetupProblem[] | string, where = '', facts: SetupProblem['facts'] = {}) {
    super('refused');
    this.problems = typeof problems === 'string' ? [{ code: problems, where: where.slice(0, 200), facts }] : problems;
  }
}
