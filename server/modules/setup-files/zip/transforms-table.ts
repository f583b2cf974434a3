import type { Tooth } from '#contract/teeth.ts';
import { isTooth } from '#contract/teeth.ts';
import type { Quaternion, ToothPose } from '#contract/tooth-movement/setup-plan.ts';
import { type Problems, SetupRefused } from '../problems.ts';
import { quaternionOf, unitTurn } from '../vectors.ts';

/** Where each tooth stands at each stage: by tooth, then by stage as the table counts them. */
export type Transforms = Map<Tooth, Map<number, ToothPose>>;

/**
 * Reads a table of transforms: CSV with a row for each tooth and stage, or JSON `{ "transforms": [{ "stage", "tooth", … }] }`. A transform is
 * a translation with a quaternion, or a matrix of four by four; it takes coordinates of the tooth's mesh to those of the mouth.
 */
export function readTransforms(text: string, name: string, problems: Problems): Transforms {
  const plain = text.replace(/^\uFEFF/, '');
  const rows = /^\s*[{[]/.test(plain) ? jsonRows(plain, name) : csvRows(plain, name);
  const found: Transforms = new Map();
  for (const { where, stage, tooth, numbers } of rows) {
    const pose = isTooth(tooth) && Number.isInteger(stage) && stage >= 0 && stage <= 1000 ? poseOf(numbers) : null;
    if (!isTooth(tooth)) problems.add('unknown_tooth', where);
    else if (!pose) problems.add('transform_unreadable', where);
    else if (found.get(tooth)?.has(stage)) problems.add('transform_twice', where, { tooth, stage });
    else found.set(tooth, (found.get(tooth) ?? new Map()).set(stage, pose));
  }
  return found;
}

type Row = { where: string; stage: number; tooth: number; numbers: Numbers };
type Numbers = { position: number[]; turn: number[] } | { matrix: number[] };

/** Nothing but numbers, a turn that turns, a matrix that neither scales nor mirrors. */
function poseOf(numbers: Numbers): ToothPose | null {
  const all = Object.values(numbers).flat() as number[];
  if (!all.every((value) => typeof value === 'number' && Math.abs(value) < 1e6)) return null;
  if ('matrix' in numbers) {
    const m = numbers.matrix;
    if (m.length !== 16) return null;
    const columns = [0, 4, 8].map((from) => m.slice(from, from + 3) as unknown as [number, number, number]);
    const [a, b, c] = columns as [Row3, Row3, Row3];
    const volume =
      a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
    const products = [dot(a, b), dot(b, c), dot(a, c), dot(a, a) - 1, dot(b, b) - 1, dot(c, c) - 1];
    const affine = Math.hypot(m[3]!, m[7]!, m[11]!, m[15]! - 1) < 1e-6;
    if (!affine || volume < 0.9 || products.some((value) => Math.abs(value) > 1e-3)) return null;
    return { position: [m[12]!, m[13]!, m[14]!], turn: quaternionOf(columns.flat()) };
  }
  const { position, turn } = numbers;
  if (position.length !== 3 || turn.length !== 4 || Math.abs(Math.hypot(...turn) - 1) > 1e-3) return null;
  return { position: position as unknown as ToothPose['position'], turn: unitTurn(turn) as Quaternion };
}

type Row3 = [number, number, number];
const dot = (one: Row3, other: Row3) => one[0] * other[0] + one[1] * other[1] + one[2] * other[2];

const turning = ['x', 'y', 'z', 'qx', 'qy', 'qz', 'qw'];
/** Row by row: the first figure is the row. */
const matrix = Array.from({ length: 16 }, (_, place) => `m${Math.floor(place / 4)}${place % 4}`);
const mostRows = 60_000;

function csvRows(text: string, name: string): Row[] {
  const lines = text.split(/\r?\n/);
  if (lines.length > mostRows) throw new SetupRefused('transforms_unreadable', name);
  const separator = [',', ';', '\t'].toSorted((a, b) => lines[0]!.split(b).length - lines[0]!.split(a).length)[0]!;
  const columns = lines[0]!.split(separator).map((cell) => cell.trim().toLowerCase().replaceAll('"', ''));
  const has = (wanted: string[]) => wanted.every((column) => columns.includes(column));
  if (!has(['stage', 'tooth']) || !(has(turning) || has(matrix))) throw new SetupRefused('transforms_unreadable', name);
  return lines.flatMap((line, place): Row[] => {
    if (place === 0 || line.trim() === '') return [];
    const cells = line.split(separator).map((cell) => cell.trim().replaceAll('"', ''));
    const at = (column: string) => {
      const cell = cells[columns.indexOf(column)] ?? '';
      const plain = separator === ',' ? cell : cell.replace(',', '.');
      return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
    };
    const numbers = has(turning)
      ? { position: turning.slice(0, 3).map(at), turn: turning.slice(3).map(at) }
      : { matrix: Array.from({ length: 16 }, (_, index) => at(`m${index % 4}${Math.floor(index / 4)}`)) };
    return [{ where: `${name}:${place + 1}`, stage: at('stage'), tooth: at('tooth'), numbers }];
  });
}

/** `translation` and `rotation` (x, y, z, w) as in glTF, or `matrix`, 16 numbers column by column as in glTF. */
function jsonRows(text: string, name: string): Row[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SetupRefused('transforms_unreadable', name);
  }
  const rows = Array.isArray(value) ? value : (value as { transforms?: unknown }).transforms;
  if (!Array.isArray(rows) || rows.length > mostRows) throw new SetupRefused('transforms_unreadable', name);
  return rows.map((row: unknown, place) => {
    const { stage, tooth, translation, rotation, matrix: given } = (row ?? {}) as Record<string, unknown>;
    const list = (numbers: unknown) => (Array.isArray(numbers) ? (numbers as number[]) : [Number.NaN]);
    const numbers =
      given === undefined ? { position: list(translation), turn: list(rotation) } : { matrix: list(given) };
    return { where: `${name}:${place}`, stage: Number(stage), tooth: Number(tooth), numbers };
  });
}
