import type { z } from 'zod';
import type { SetupProblem } from '../records.ts';
import { isTooth, type Tooth } from '../teeth.ts';
import { attachmentKind, contradictoryRows, type TreatmentPlan, treatmentPlan } from './treatment-plan.ts';

/**
 * Reads a treatment table as a laboratory's software writes it: JSON in the shape of `treatmentPlan`, or CSV with a row for each thing to
 * do. For the importer and for the browser. What is wrong is told row by row; docs/integrations/setup-files.md says how a table looks.
 */
export type TreatmentTable = { plan: TreatmentPlan } | { problems: SetupProblem[] };

const mostCharacters = 2_000_000;
const mostProblems = 50;

/** `name` is what problems call the file; `teeth` are those of the setup, where they are known. */
export function readTreatmentTable(
  given: string,
  name = 'treatment',
  teeth: readonly Tooth[] | null = null,
): TreatmentTable {
  const text = given.replace(/^\uFEFF/, '');
  if (text.length > mostCharacters) return { problems: [{ code: 'too_large', where: name, facts: {} }] };
  const found = /^\s*[{[]/.test(text) ? fromJson(text, name, teeth) : fromCsv(text, name, teeth);
  return 'problems' in found ? { problems: found.problems.slice(0, mostProblems) } : found;
}

/** Rows for stages that a setup doesn't have. */
export function beyondStages(plan: TreatmentPlan, stages: number, name = 'treatment'): SetupProblem[] {
  const all = [
    ...plan.wearDaysAt.map(({ stage }) => stage),
    ...plan.ipr.map(({ stage }) => stage),
    ...plan.attachments.flatMap(({ placedAt, removedAt }) => [placedAt, removedAt ?? 1]),
    ...plan.elastics.map(({ to }) => to),
    ...plan.notes.map(({ stage }) => stage),
  ];
  // What comes off with the last aligner comes off at the visit after it.
  const most = Math.max(0, ...all);
  return most <= stages + 1 && !all.some((stage) => stage > stages && !isRemoval(plan, stage))
    ? []
    : [{ code: 'table_beyond', where: name, facts: { stage: most, stages } }];
}

const isRemoval = (plan: TreatmentPlan, stage: number) =>
  plan.attachments.some(({ removedAt }) => removedAt === stage) &&
  ![...plan.wearDaysAt, ...plan.ipr, ...plan.notes].some((row) => row.stage === stage) &&
  !plan.elastics.some(({ to }) => to === stage);

function fromJson(text: string, name: string, teeth: readonly Tooth[] | null): TreatmentTable {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problems: [{ code: 'table_unreadable', where: name, facts: {} }] };
  }
  const strange = strangeFields(value, treatmentPlan, []).map((path) => problem('table_column', `${name}:${path}`));
  const parsed = treatmentPlan.safeParse(value);
  if (strange.length > 0 || !parsed.success) {
    const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => told(issue, value, name));
    return { problems: [...strange, ...wrong] };
  }
  return held(parsed.data, teeth, (list, place) => `${name}:${list}.${place}`);
}

/** Fields that no treatment table has: a misspelt one would silently be left out. */
function strangeFields(value: unknown, schema: z.ZodType, path: (string | number)[]): string[] {
  const inner = unwrapped(schema);
  if (Array.isArray(value) && 'element' in inner)
    return value
      .slice(0, 1000)
      .flatMap((each, place) => strangeFields(each, inner.element as z.ZodType, [...path, place]));
  if (typeof value !== 'object' || value === null || !('shape' in inner)) return [];
  const shape = inner.shape as Record<string, z.ZodType>;
  return Object.entries(value).flatMap(([key, each]) =>
    Object.hasOwn(shape, key)
      ? strangeFields(each, shape[key]!, [...path, key])
      : [[...path, key].join('.').slice(0, 100)],
  );
}

function unwrapped(schema: z.ZodType): z.ZodType {
  const { def } = schema as unknown as { def: { innerType?: z.ZodType } };
  return def.innerType ? unwrapped(def.innerType) : schema;
}

function told(issue: z.core.$ZodIssue, value: unknown, name: string): SetupProblem {
  const where = `${name}:${issue.path.join('.')}`;
  let found = value;
  for (const step of issue.path) found = (found as Record<PropertyKey, unknown> | undefined)?.[step];
  const field = String(issue.path.findLast((step) => typeof step === 'string') ?? '');
  if (found === undefined) return problem('table_missing', where, { field });
  const isToothField = field === 'tooth' || field === 'between';
  return problem(isToothField ? 'table_tooth' : 'table_value', where, { field, value: shown(found) });
}

const problem = (code: string, where: string, facts: SetupProblem['facts'] = {}): SetupProblem => ({
  code,
  where: where.slice(0, 200),
  facts,
});
const shown = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 60);

/** The plan, unless rows of it contradict themselves. */
function held(
  plan: TreatmentPlan,
  teeth: readonly Tooth[] | null,
  where: (list: string, place: number) => string,
): TreatmentTable {
  const odd = contradictoryRows(plan, teeth);
  return odd.length === 0
    ? { plan }
    : { problems: odd.map(({ list, place, code, facts }) => problem(code, where(list, place), facts)) };
}

// CSV

/** The columns of a CSV table, in any order; those that a table doesn't need may be missing. */
export const treatmentColumns = [
  'what',
  'stage',
  'until',
  'tooth',
  'other_tooth',
  'mm',
  'kind',
  'surface',
  'days',
  'text',
] as const;
type Column = (typeof treatmentColumns)[number];
type Row = { line: number; cells: Partial<Record<Column, string>> };

/** What a row of a CSV table can be about. */
export const treatmentRows = ['ipr', 'attachment', 'elastics', 'wear', 'note'] as const;

function fromCsv(text: string, name: string, teeth: readonly Tooth[] | null): TreatmentTable {
  const table = rowsOf(text);
  if (!table) return { problems: [problem('table_unreadable', name)] };
  const [head, ...lines] = table.rows;
  const columns = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase().replaceAll(' ', '_'));
  const strange = columns.filter((column) => !(treatmentColumns as readonly string[]).includes(column));
  if (!columns.includes('what')) return { problems: [problem('table_column_missing', name, { column: 'what' })] };
  if (strange.length > 0)
    return { problems: strange.map((column) => problem('table_column', `${name}:1`, { column: column.slice(0, 40) })) };
  const rows = lines.map(
    ({ line, cells }): Row => ({
      line,
      cells: Object.fromEntries(columns.map((column, place) => [column, cells[place]?.trim() ?? ''])),
    }),
  );
  const problems: SetupProblem[] = [];
  const plan: Record<string, unknown[]> = { wearDaysAt: [], ipr: [], attachments: [], elastics: [], notes: [] };
  const lineOf: Record<string, number[]> = {};
  let wearDays: number | undefined;
  for (const { line, cells } of rows) {
    const where = `${name}:${line}`;
    const cell = reader(cells, where, problems, table.decimalComma);
    const put = (list: string, row: object) => {
      plan[list]!.push(row);
      lineOf[list] ??= [];
      lineOf[list].push(line);
    };
    const what = cells.what?.toLowerCase() ?? '';
    const before = problems.length;
    if (what === 'ipr') {
      const row = {
        stage: cell.stage('stage'),
        between: [cell.tooth('tooth'), cell.tooth('other_tooth')],
        mm: cell.number('mm'),
      };
      if (problems.length === before) put('ipr', row);
    } else if (what === 'attachment') {
      const row = {
        tooth: cell.tooth('tooth'),
        kind: cells.kind || 'rectangular',
        surface: cells.surface || 'buccal',
        placedAt: cell.stage('stage'),
        removedAt: cells.until ? cell.stage('until') : null,
      };
      if (problems.length === before) put('attachments', row);
    } else if (what === 'elastics') {
      const row = {
        from: cell.stage('stage'),
        to: cell.stage('until'),
        between: [cell.tooth('tooth'), cell.tooth('other_tooth')],
        note: cells.text ?? '',
      };
      if (problems.length === before) put('elastics', row);
    } else if (what === 'wear') {
      const days = cell.number('days');
      if (!cells.stage) wearDays = days;
      else put('wearDaysAt', { stage: cell.stage('stage'), days });
    } else if (what === 'note') put('notes', { stage: cell.stage('stage'), text: cells.text ?? '' });
    else
      problems.push(problem('table_kind', where, { value: shown(cells.what ?? ''), known: treatmentRows.join(', ') }));
  }
  if (problems.length > 0) return { problems };
  const whereOf = (list: string, place: number) => `${name}:${lineOf[list]?.[place] ?? 1}`;
  const parsed = treatmentPlan.safeParse({ ...plan, ...(wearDays === undefined ? {} : { wearDays }) });
  if (!parsed.success)
    return {
      problems: parsed.error.issues.map(({ path }) => {
        const [list, place, ...rest] = path;
        const field = String(rest.find((step) => typeof step === 'string') ?? list);
        const value = (plan[String(list)]?.[Number(place)] as Record<string, unknown> | undefined)?.[field];
        const facts = { field: fieldNames[field] ?? field, value: shown(value ?? '') };
        return problem('table_value', whereOf(String(list), Number(place)), facts);
      }),
    };
  return held(parsed.data, teeth, whereOf);
}

/** What a field of the plan is called in a CSV table. */
const fieldNames: Record<string, Column> = {
  placedAt: 'stage',
  removedAt: 'until',
  from: 'stage',
  to: 'until',
  between: 'tooth',
  note: 'text',
};

function reader(cells: Row['cells'], where: string, problems: SetupProblem[], decimalComma: boolean) {
  const number = (column: Column): number => {
    const text = cells[column] ?? '';
    if (text === '') problems.push(problem('table_missing', where, { field: column }));
    const plain = decimalComma ? text.replace(',', '.') : text;
    const value = /^[+-]?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
    if (text !== '' && Number.isNaN(value))
      problems.push(problem('table_value', where, { field: column, value: shown(text) }));
    return value;
  };
  return {
    number,
    stage: number,
    tooth(column: Column): number {
      const value = number(column);
      if (!Number.isNaN(value) && !isTooth(value))
        problems.push(problem('table_tooth', where, { field: column, value: String(value) }));
      return value;
    },
  };
}

/** Cells by line, separated by commas, semicolons or tabs, whichever the first line has most of; null where a quote is never closed. */
function rowsOf(text: string): { rows: { line: number; cells: string[] }[]; decimalComma: boolean } | null {
  const head = text.split(/\r?\n/, 1)[0] ?? '';
  const separator = [',', ';', '\t'].toSorted((a, b) => head.split(b).length - head.split(a).length)[0]!;
  const rows: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let [line, began] = [1, 1];
  const endRow = () => {
    cells.push(cell);
    if (cells.some((each) => each.trim() !== '')) rows.push({ line: began, cells });
    [cells, cell] = [[], ''];
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (sign === '\n') line += 1;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell.trim() === '') [quoted, cell] = [true, ''];
    else if (sign === separator) {
      cells.push(cell);
      cell = '';
    } else if (sign === '\n') {
      endRow();
      began = line;
    } else if (sign !== '\r') cell += sign;
  }
  if (quoted) return null;
  endRow();
  return { rows, decimalComma: separator !== ',' };
}

/** The kinds of attachments that a table can name. */
export const attachmentKinds = attachmentKind.options;
