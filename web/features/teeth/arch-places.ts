import {
  type Arch,
  acrossOf,
  archOf,
  isDeciduous,
  kindOf,
  type Tooth,
  type ToothKind,
  teethOf,
} from '#contract/teeth.ts';

/** Where a tooth is drawn: its centre, its turn in degrees (0 = outward is up), its size, and where its number stands. */
export type Place = {
  tooth: Tooth;
  x: number;
  y: number;
  turn: number;
  width: number;
  depth: number;
  label: { x: number; y: number };
};

export type Rows = 'permanent' | 'deciduous';

export const chartWidth = 340;
const middle = chartWidth / 2;
const margin = 20;
const gap = 40;

// Wider at the front than in the mouth, so that a finger finds each lower incisor.
const sizes: Record<ToothKind, readonly [upper: number, lower: number, depth: number]> = {
  central_incisor: [36, 29, 25],
  lateral_incisor: [30, 29, 26],
  canine: [32, 31, 31],
  first_premolar: [31, 31, 35],
  second_premolar: [31, 31, 36],
  first_molar: [40, 43, 41],
  second_molar: [38, 40, 40],
  third_molar: [35, 36, 37],
};

/** Half widths and heights of the arch curves, inner ones for deciduous teeth beside permanent ones. */
const curves = { outer: { a: 139, b: 206 }, alone: { a: 112, b: 158 }, inner: { a: 80, b: 138 } };

/** Height of a chart of these arches. */
export function chartHeight(arches: readonly Arch[], rows: readonly Rows[]): number {
  const { b } = curveOf(rows[0] ?? 'permanent', rows);
  return arches.length * (b + margin) + (arches.length > 1 ? gap : 16);
}

/** Where every tooth of these arches stands, as seen by somebody who looks into the open mouth. */
export function placesOf(arches: readonly Arch[], rows: readonly Rows[]): Place[] {
  return arches.flatMap((arch) =>
    rows.flatMap((row) =>
      archPlaces(arch, row, arches, rows).toSorted((one, other) => acrossOf(one.tooth) - acrossOf(other.tooth)),
    ),
  );
}

function curveOf(row: Rows, rows: readonly Rows[]) {
  if (row === 'permanent') return curves.outer;
  return rows.length > 1 ? curves.inner : curves.alone;
}

function archPlaces(arch: Arch, row: Rows, arches: readonly Arch[], rows: readonly Rows[]): Place[] {
  const curve = curveOf(row, rows);
  const height = chartHeight(arches, rows);
  const outermost = curveOf(rows[0] ?? 'permanent', rows).b;
  const base = arch === 'upper' ? margin + outermost : height - margin - outermost;
  const flip = arch === 'upper' ? -1 : 1;
  const walked = walk(curve.a, curve.b);
  const right = teethOf(arch, row)
    .filter((tooth) => acrossOf(tooth) < 0)
    .toReversed();
  const widths = right.map((tooth) => widthOf(tooth));
  const scale = walked.length / widths.reduce((sum, width) => sum + width, 0);
  let along = 0;
  return right.flatMap((tooth, index) => {
    const width = (widths[index] ?? 0) * scale;
    const at = walked.at(along + width / 2);
    along += width;
    const depth = sizes[kindOf(tooth)][2] * (isDeciduous(tooth) ? 0.86 : 1);
    const away = depth / 2 + 11;
    return [-1, 1].map((side): Place => {
      const outward = { x: side * at.normal.x, y: flip * at.normal.y };
      const x = middle + side * at.x;
      const y = base + flip * at.y;
      return {
        tooth: side < 0 ? tooth : mirrored(tooth),
        x,
        y,
        turn: (Math.atan2(outward.x, -outward.y) * 180) / Math.PI,
        width: width * 0.95,
        depth,
        label: { x: x - outward.x * away, y: y - outward.y * away },
      };
    });
  });
}

function widthOf(tooth: Tooth): number {
  const [upper, lower] = sizes[kindOf(tooth)];
  return archOf(tooth) === 'upper' ? upper : lower;
}

const leftQuadrants: Record<number, number> = { 1: 2, 4: 3, 5: 6, 8: 7 };
const mirrored = (tooth: Tooth): Tooth => (leftQuadrants[Math.floor(tooth / 10)] ?? 0) * 10 + (tooth % 10);

/** Half an arch, from the midline back, measured along: x to the side, y to the front. */
function walk(a: number, b: number) {
  const roundness = 2.25;
  const steps = 400;
  const points = Array.from({ length: steps + 1 }, (_, index) => {
    const angle = (Math.PI / 2) * (index / steps);
    return { x: a * Math.sin(angle) ** (2 / roundness), y: b * Math.cos(angle) ** (2 / roundness) };
  });
  const lengths = [0];
  for (let i = 1; i <= steps; i += 1) {
    lengths.push(lengths[i - 1]! + Math.hypot(points[i]!.x - points[i - 1]!.x, points[i]!.y - points[i - 1]!.y));
  }
  const at = (length: number) => {
    const next = Math.max(
      1,
      lengths.findIndex((reached) => reached >= length),
    );
    const [from, to] = [points[next - 1]!, points[next]!];
    const share = (length - lengths[next - 1]!) / (lengths[next]! - lengths[next - 1]! || 1);
    const point = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    const slope = { x: point.x ** (roundness - 1) / a ** roundness, y: point.y ** (roundness - 1) / b ** roundness };
    const norm = Math.hypot(slope.x, slope.y) || 1;
    return { ...point, normal: { x: slope.x / norm, y: slope.y / norm } };
  };
  return { length: lengths[steps]!, at };
}
