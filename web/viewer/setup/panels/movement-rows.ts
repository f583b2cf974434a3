import { type Arch, archOf, seenAt, type Tooth } from '#contract/teeth.ts';
import {
  type Exceeding,
  exceedingsOf,
  type MovementLimits,
  stageMovements,
} from '#contract/tooth-movement/movement-limits.ts';
import type { SetupPlan } from '#contract/tooth-movement/setup-plan.ts';
import {
  type MovementTerm,
  movementsOf,
  movementTerms,
  type ToothMovement,
} from '#contract/tooth-movement/tooth-movement.ts';
import { alignVersions, movementsAcross, type VersionAlignment } from '#contract/tooth-movement/version-alignment.ts';

/** One end of what is looked at: a stage of the version shown, or of the one compared with. */
export type End = { readonly of: 'shown' | 'compared'; readonly stage: number };

export type Column = MovementTerm | 'distance' | 'turn';
export type Order = { readonly by: 'tooth' | 'beyond' | Column; readonly down: boolean };

export type MovementRow = {
  readonly tooth: Tooth;
  readonly movement: ToothMovement;
  /** The stages between the two ends at which the tooth goes beyond the limits; none between versions. */
  readonly beyond: readonly Exceeding[];
};

export type Movements = {
  readonly rows: readonly MovementRow[];
  /** Only between versions. */
  readonly alignment: VersionAlignment | null;
};

/** What moves between two ends, tooth by tooth. */
export function movementsBetween(
  shown: SetupPlan,
  compared: SetupPlan | undefined,
  { from, to, limits }: { from: End; to: End; limits: MovementLimits },
): Movements {
  const planOf = ({ of }: End) => (of === 'compared' && compared ? compared : shown);
  const [first, second] = [planOf(from), planOf(to)];
  if (first !== second) {
    const alignment = alignVersions(first, second);
    const moved = movementsAcross({ plan: first, stage: from.stage }, { plan: second, stage: to.stage }, alignment);
    return { rows: moved.map((row) => ({ ...row, beyond: [] })), alignment };
  }
  const [least, most] = [Math.min(from.stage, to.stage), Math.max(from.stage, to.stage)];
  const beyond = exceedingsOf(stagesOf(first).slice(least, most), limits);
  const rows = movementsOf(first, from.stage, to.stage).map((row) => ({
    ...row,
    beyond: beyond.filter(({ tooth }) => tooth === row.tooth),
  }));
  return { rows, alignment: null };
}

const known = new WeakMap<SetupPlan, ReturnType<typeof stageMovements>>();

/** The movements of every stage of a plan, worked out once. */
export function stagesOf(plan: SetupPlan): ReturnType<typeof stageMovements> {
  const found = known.get(plan) ?? stageMovements(plan);
  known.set(plan, found);
  return found;
}

const sizeOf = ({ movement, beyond }: MovementRow, by: Exclude<Order['by'], 'tooth'>): number =>
  by === 'beyond' ? beyond.length : Math.abs(movement[by]);

/** Rows in order; teeth as one sees them, upper arch first, from the patient's right to the left. */
export function ordered(rows: readonly MovementRow[], { by, down }: Order): MovementRow[] {
  const sign = down ? -1 : 1;
  return rows.toSorted(
    (one, other) =>
      (by === 'tooth' ? 0 : sign * (sizeOf(one, by) - sizeOf(other, by))) || seenAt(one.tooth) - seenAt(other.tooth),
  );
}

export const inArch = (rows: readonly MovementRow[], arch: Arch | 'both'): MovementRow[] =>
  rows.filter(({ tooth }) => arch === 'both' || archOf(tooth) === arch);

/** How many decimals a column shows. */
export const decimalsOf = (column: Column): number =>
  ['mesial', 'buccal', 'extrusion', 'distance'].includes(column) ? 2 : 1;

/** A figure with the decimals that its column shows: what changes less isn't drawn anew. */
export const asShown = (value: number, column: Column): number => Number(value.toFixed(decimalsOf(column)));

/** Whether a figure is nothing at the precision shown. */
export const isNothing = (value: number, column: Column): boolean => Math.abs(value) < 0.5 * 10 ** -decimalsOf(column);

export type CsvWords = { tooth: string; columns: Record<Column, string>; beyond: string };

/** The rows as CSV, as a spreadsheet in this language reads it: with its decimal mark, semicolons where that is a comma. */
export function toCsv(
  rows: readonly MovementRow[],
  { words, label, language }: { words: CsvWords; label: (tooth: Tooth) => string; language: string },
): string {
  const number = new Intl.NumberFormat(language, {
    useGrouping: false,
    minimumFractionDigits: 4,
    maximumFractionDigits: 4,
    signDisplay: 'negative',
  });
  const separator = number.format(0.5).includes(',') ? ';' : ',';
  const columns: Column[] = [...movementTerms.slice(0, 3), 'distance', ...movementTerms.slice(3), 'turn'];
  const lines = [
    [words.tooth, ...columns.map((column) => words.columns[column]), words.beyond],
    ...rows.map(({ tooth, movement, beyond }) => [
      label(tooth),
      ...columns.map((column) => number.format(movement[column]).replace('−', '-')),
      beyond.map(({ stage }) => stage).join(' '),
    ]),
  ];
  const quoted = (cell: string) =>
    [separator, '"', '\n'].some((mark) => cell.includes(mark)) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return lines.map((line) => line.map(quoted).join(separator)).join('\r\n');
}
