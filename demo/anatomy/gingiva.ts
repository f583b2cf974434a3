import { type Arch, acrossOf } from '#contract/teeth.ts';
import type { PlacedTooth } from './dentition.ts';
import { type Mesh, sheet } from './mesh.ts';

type Station = {
  along: number;
  /** Middle of the ridge in the plane, outward direction, neck's height, half depth there. */
  x: number;
  y: number;
  nx: number;
  ny: number;
  neck: number;
  half: number;
  papilla: number;
  width: number;
};

/** The gum of one arch: follows each tooth's neck, rises between the teeth; the upper one goes on as palate. Open towards the jaw. */
export function gingiva(
  arch: Arch,
  teeth: readonly Pick<PlacedTooth, 'tooth' | 'form' | 'frame'>[],
  perTooth = 20,
): Mesh {
  const stations = stationsOf(arch, teeth);
  const sign = arch === 'upper' ? -1 : 1;
  const points: number[] = [];
  const roof: Roof = {
    side: Math.max(...stations.map(({ x, half }) => Math.abs(x) - half)),
    front: Math.min(...stations.map(({ y, half }) => y + half)) + 1.5,
    level: stations.reduce((sum, { neck }) => sum + neck, 0) / stations.length,
  };
  let columns = 0;
  for (let i = 0; i + 1 < stations.length; i += 1) {
    for (let step = 0; step < perTooth; step += 1) {
      const row = crossSection(arch, stations, i, step / perTooth, roof);
      columns = row.length / 3;
      points.push(...row);
    }
  }
  points.push(...crossSection(arch, stations, stations.length - 2, 1, roof));
  const rows = points.length / 3 / columns;
  return { positions: Float32Array.from(points), indices: sheet(rows, columns, false, sign > 0) };
}

/** The teeth in a row from the patient's right to the left, with one more station behind each end. */
function stationsOf(arch: Arch, teeth: readonly Pick<PlacedTooth, 'tooth' | 'form' | 'frame'>[]): Station[] {
  const down = arch === 'upper' ? -1 : 1;
  const row = teeth.toSorted((one, other) => acrossOf(one.tooth) - acrossOf(other.tooth));
  const stations = row.map(({ frame, form }): Station => {
    const [nx, ny] = [frame[4]!, frame[5]!];
    const norm = Math.hypot(nx, ny) || 1;
    return {
      along: 0,
      x: frame[12]!,
      y: frame[13]!,
      nx: nx / norm,
      ny: ny / norm,
      neck: frame[14]! * down,
      half: form.depth * 0.43,
      papilla: form.cusps.length === 0 ? 3.6 : 2.2,
      width: form.width,
    };
  });
  const beyond = (last: Station, side: number): Station => {
    return {
      ...last,
      x: last.x + side * 0.2,
      y: last.y + last.width * 0.95,
      neck: last.neck + 0.4,
      half: last.half * 0.85,
      papilla: 1,
    };
  };
  const [first, last] = [stations[0], stations.at(-1)];
  if (!first || !last) return stations;
  return [beyond(first, -1), ...stations, beyond(last, 1)];
}

function crossSection(arch: Arch, stations: Station[], index: number, share: number, roof: Roof): number[] {
  const [from, to] = [stations[index]!, stations[index + 1]!];
  const [before, after] = [stations[index - 1] ?? from, stations[index + 2] ?? to];
  const smooth = (pick: (station: Station) => number) => spline(pick(before), pick(from), pick(to), pick(after), share);
  const linear = (pick: (station: Station) => number) => pick(from) + (pick(to) - pick(from)) * share;
  const [x, y] = [smooth(({ x }) => x), smooth(({ y }) => y)];
  let [nx, ny] = [linear(({ nx }) => nx), linear(({ ny }) => ny)];
  const norm = Math.hypot(nx, ny) || 1;
  [nx, ny] = [nx / norm, ny / norm];
  const neck = linear(({ neck }) => neck);
  const between = Math.sin(share * Math.PI) ** 2;
  // Over the place of a missing tooth the ridge sinks in instead.
  const gap = Math.hypot(to.x - from.x, to.y - from.y) > 0.72 * (from.width + to.width);
  const papilla = gap ? -1 : linear(({ papilla }) => papilla);
  const crest = neck + 0.55 + papilla * between ** 0.85;
  const half = linear(({ half }) => half) * (1 - 0.3 * between);
  const root = 0.55 * (1 - between);
  const down = arch === 'upper' ? -1 : 1;

  // Further down the gum forgets the single teeth.
  const full = linear(({ half }) => half);
  const ragged = 0.7 * Math.sin(x * 0.31 + y * 0.17) + 0.4 * Math.sin(x * 0.83 - y * 0.6);

  // Offset outwards and height towards the chewing side, from the cheek over the ridge to the tongue.
  const cheek: [out: number, height: number][] = [
    [full + 2.6, neck - 7.6 - ragged],
    [full + 2.3, neck - 6.2 - ragged * 0.6],
    [full + 1.75 + root * 0.5, neck - 4.7 - ragged * 0.2],
    [full + 1.25 + root * 0.9, neck - 3.2],
    [(full + half) / 2 + 0.95 + root * 0.8, neck - 1.9],
    [half + 0.85 + root * 0.35, (neck - 1 + crest) / 2 - 0.3],
    [half + 0.7, crest - 0.75],
    [half + 0.42, crest - 0.22],
    [half + 0.08, crest],
    [half - 0.45, crest - 0.12],
    [half * 0.4, crest - 0.5 - 0.3 * between],
  ];
  const tongue: [out: number, height: number][] = [
    [-half * 0.4, crest - 0.5 - 0.3 * between],
    [-half + 0.45, crest - 0.15],
    [-half - 0.08, crest - 0.05],
    [-half - 0.42, crest - 0.3],
    [-half - 0.75, crest - 0.85],
    [-half - 1.15, (neck - 1 + crest) / 2 - 0.4],
  ];
  const spots = [...cheek, ...tongue].map(([out, height]): [number, number, number] => [
    x + nx * out,
    y + ny * out,
    height,
  ]);
  spots.push(...(arch === 'upper' ? palate(x, y, nx, ny, half, neck, roof) : floor(x, y, nx, ny, half, neck)));
  return spots.flatMap(([px, py, height]) => [px, py, height * down]);
}

type Roof = { side: number; front: number; level: number };

/** From the ridge up to the roof of the mouth, where both sides meet. How high it is depends on the place alone, so that they do meet. */
function palate(
  x: number,
  y: number,
  nx: number,
  ny: number,
  half: number,
  neck: number,
  roof: Roof,
): [number, number, number][] {
  const [startX, startY] = [x - nx * (half + 1.6), y - ny * (half + 1.6)];
  const endY = startY + 15 * (1 - Math.min(Math.abs(x) / 26, 1)) ** 1.2;
  return Array.from({ length: 14 }, (_, step): [number, number, number] => {
    const share = (step + 1) / 14;
    const [px, py] = [startX * (1 - share), startY + (endY - startY) * share];
    const behind = Math.min(Math.max((py - roof.front) / 24, 0), 1);
    const aside = Math.min(Math.abs(px) / roof.side, 1);
    const vault = 14 * behind * behind * (3 - 2 * behind) * (1 - aside ** 2.4);
    const rugae =
      0.3 * Math.sin(py * 1.5 + Math.abs(px) * 0.5) * Math.min(aside * 4, 1) * (1 - behind) * Math.sin(share * Math.PI);
    const level = neck + (roof.level - neck) * Math.min(share * 1.6, 1);
    return [px, py, level - 1.8 - vault + rugae];
  });
}

function floor(x: number, y: number, nx: number, ny: number, half: number, neck: number): [number, number, number][] {
  return [
    [half + 1.6, neck - 2.2],
    [half + 2, neck - 4],
    [half + 2.2, neck - 6.2],
    [half + 2.2, neck - 8.6],
    [half + 2.6, neck - 10.4],
  ].map(([out, height]) => [x - nx * out!, y - ny * out!, height!]);
}

function spline(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}
