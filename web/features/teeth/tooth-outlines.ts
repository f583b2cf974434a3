import { type Arch, archOf, isDeciduous, kindOf, placeOf, sideOf, type Tooth } from '#contract/teeth.ts';

type Point = readonly [x: number, y: number];
type Shape = {
  outline: readonly Point[];
  lines: readonly (readonly Point[])[];
  facets: readonly (readonly Point[])[];
};

/** A crown seen from its chewing side as SVG paths: outline, fissures and edges, and where light falls on its cusps. */
export type Drawing = { outline: string; lines: string[]; facets: string[] };

// In hundredths of a box: x from distal (−) to mesial (+), y from lingual (−) to buccal (+).
const incisor = shape({
  outline: '-50,14 -36,42 0,50 36,42 50,14 34,-20 14,-46 -14,-46 -34,-20',
  lines: ['-40,16 0,27 40,16'],
  facets: ['-20,-2 0,6 20,-2 10,-24 0,-32 -10,-24'],
});

const canine = shape({
  outline: '-50,4 -36,32 0,52 36,32 50,4 32,-28 10,-48 -12,-48 -34,-26',
  lines: ['-38,5 -16,12 2,20', '2,20 20,13 38,6', '2,20 0,-2 0,-20'],
  facets: ['4,24 24,20 16,36 0,44 -16,36 -22,19'],
});

const upperPremolar = shape({
  outline: '-48,12 -38,38 0,50 38,38 48,12 42,-22 24,-45 -2,-50 -26,-44 -43,-20',
  lines: ['-34,6 -22,-2 0,-3 22,-2 34,6', '-22,-2 -30,-14', '22,-2 30,-14'],
  facets: ['-24,20 0,12 24,20 12,33 -12,33', '-18,-24 0,-16 18,-24 8,-36 -8,-36'],
});

const lowerPremolar = shape({
  outline: '-48,6 -40,34 0,50 40,34 48,6 42,-26 20,-47 -20,-47 -42,-26',
  lines: ['-32,-6 -20,-14 0,-17 20,-14 32,-6', '0,-17 2,-34'],
  facets: ['-26,14 0,0 26,14 14,32 -14,32'],
});

const upperMolar = shape({
  outline: '-47,16 -42,40 -18,47 2,43 24,50 45,40 49,10 45,-28 30,-47 6,-47 -10,-42 -30,-46 -45,-30 -47,-6',
  lines: ['36,2 20,0 6,6', '6,6 3,24 2,38', '-36,6 -24,-2 -14,-20 -10,-36', '6,6 -6,2 -20,-6'],
  facets: [
    '14,16 30,14 36,28 24,38 13,32',
    '-30,18 -10,14 -6,32 -20,37 -33,32',
    '0,-14 26,-12 32,-28 16,-38 2,-30',
    '-36,-18 -24,-20 -20,-34 -32,-36',
  ],
});

const lowerMolar = shape({
  outline: '-49,10 -43,36 -24,46 -6,43 16,48 40,42 49,14 46,-26 34,-46 10,-46 0,-43 -14,-46 -36,-42 -47,-20',
  lines: ['-36,-2 -20,3 0,-2 20,3 37,0', '8,0 10,20 8,36', '-20,3 -24,20 -26,34', '0,-2 0,-20 0,-36'],
  facets: [
    '18,14 34,14 36,28 24,36 16,28',
    '-14,14 1,12 0,30 -14,33',
    '10,-14 30,-12 32,-30 14,-36',
    '-10,-14 -30,-12 -34,-28 -14,-36',
  ],
});

/** The crown of a tooth, drawn `width` by `depth` around 0, outward up; mesial lies towards the midline when the chart turns it. */
export function drawTooth(tooth: Tooth, width: number, depth: number): Drawing {
  const { outline, lines, facets } = shapeOf(tooth);
  // Outward is up on both sides; mesial is to the right of a right tooth as it faces out, and in the lower arch the other way round.
  const mesial = (sideOf(tooth) === 'right') === (archOf(tooth) === 'upper') ? 1 : -1;
  const place = ([x, y]: Point): Point => [x * width * mesial, -y * depth];
  return {
    outline: smooth(outline.map(place), true),
    lines: lines.map((line) => smooth(line.map(place), false)),
    facets: facets.map((facet) => smooth(facet.map(place), true)),
  };
}

function shape(written: { outline: string; lines: string[]; facets: string[] }): Shape {
  const read = (points: string) =>
    points.split(' ').map((point): Point => {
      const [x = 0, y = 0] = point.split(',').map(Number);
      return [x / 100, y / 100];
    });
  return { outline: read(written.outline), lines: written.lines.map(read), facets: written.facets.map(read) };
}

function shapeOf(tooth: Tooth): Shape {
  const arch: Arch = archOf(tooth);
  if (placeOf(tooth) < 3) return incisor;
  if (placeOf(tooth) === 3) return canine;
  const premolar = kindOf(tooth).endsWith('premolar') && !isDeciduous(tooth);
  if (premolar) return arch === 'upper' ? upperPremolar : lowerPremolar;
  return arch === 'upper' ? upperMolar : lowerMolar;
}

/** A curve through the points (Catmull–Rom as Bézier). */
function smooth(points: readonly Point[], closed: boolean): string {
  const count = points.length;
  const at = (index: number): Point =>
    closed ? points[(index + count) % count]! : points[Math.min(Math.max(index, 0), count - 1)]!;
  const round = (value: number) => Math.round(value * 100) / 100;
  const pieces = [`M${round(at(0)[0])} ${round(at(0)[1])}`];
  for (let i = 0; i < (closed ? count : count - 1); i += 1) {
    const [before, from, to, after] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const control = (axis: 0 | 1) => [
      round(from[axis] + (to[axis] - before[axis]) / 6),
      round(to[axis] - (after[axis] - from[axis]) / 6),
    ];
    const [x, y] = [control(0), control(1)];
    pieces.push(`C${x[0]} ${y[0]} ${x[1]} ${y[1]} ${round(to[0])} ${round(to[1])}`);
  }
  return pieces.join('') + (closed ? 'Z' : '');
}
