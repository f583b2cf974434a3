import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { archOf, permanentTeeth } from '#contract/teeth.ts';
import { generateDentition, scanOf } from './dentition.ts';
import { type Mesh, toBinaryStl } from './mesh.ts';
import { photo, photoViews } from './photos.ts';
import { radiograph, radiographViews } from './radiographs.ts';

/** Edges with a triangle on one side only, and triangles without area. */
function flawsOf({ positions, indices }: Mesh): { open: number; flat: number } {
  const edges = new Map<string, number>();
  let flat = 0;
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [indices[i]!, indices[i + 1]!, indices[i + 2]!];
    const side = (from: number, to: number) =>
      [0, 1, 2].map((axis) => positions[to * 3 + axis]! - positions[from * 3 + axis]!);
    const [u, v] = [side(a, b), side(a, c)] as [number[], number[]];
    const area = Math.hypot(
      u[1]! * v[2]! - u[2]! * v[1]!,
      u[2]! * v[0]! - u[0]! * v[2]!,
      u[0]! * v[1]! - u[1]! * v[0]!,
    );
    if (!(area > 1e-9)) flat += 1;
    for (const [from, to] of [
      [a, b],
      [b, c],
      [c, a],
    ] as const)
      edges.set(`${from} ${to}`, (edges.get(`${from} ${to}`) ?? 0) + 1);
  }
  const open = [...edges.keys()].filter((edge) => !edges.has(edge.split(' ').reverse().join(' '))).length;
  return { open, flat };
}

/** Six times the volume inside; positive when triangles face outwards. */
function volumeOf({ positions, indices }: Mesh): number {
  let sum = 0;
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((corner) => [
      ...positions.subarray(indices[i + corner]! * 3, indices[i + corner]! * 3 + 3),
    ]) as [number[], number[], number[]];
    sum +=
      a[0]! * (b[1]! * c[2]! - b[2]! * c[1]!) +
      a[1]! * (b[2]! * c[0]! - b[0]! * c[2]!) +
      a[2]! * (b[0]! * c[1]! - b[1]! * c[0]!);
  }
  return sum;
}

test('the same wishes give the same mouth to the last bit, another seed another one', () => {
  const stl = (seed: number) => Buffer.from(toBinaryStl(scanOf(generateDentition({ seed, crowding: 0.6 }), 'upper')));
  expect(stl(7).equals(stl(7))).toBe(true);
  expect(stl(7).equals(stl(8))).toBe(false);
});

test('each tooth is a closed solid of a crown’s size, facing outwards', () => {
  const { teeth } = generateDentition({ seed: 3, thirdMolars: true });
  expect(teeth.map(({ tooth }) => tooth).toSorted()).toEqual([...permanentTeeth].toSorted());
  for (const { tooth, mesh, form } of teeth) {
    expect(flawsOf(mesh), String(tooth)).toEqual({ open: 0, flat: 0 });
    const filled = volumeOf(mesh) / 6 / (form.width * form.depth * (form.height + 6));
    expect(filled, String(tooth)).toBeGreaterThan(0.25);
    expect(filled, String(tooth)).toBeLessThan(0.95);
  }
});

test('frames are rigid and right-handed, z leads to the other arch and y out of the mouth', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (seed, crowding) => {
        for (const { tooth, frame, straight } of generateDentition({ seed, crowding }).teeth) {
          for (const m of [frame, straight]) {
            const column = (at: number) => m.slice(at * 4, at * 4 + 3) as [number, number, number];
            const [x, y, z, origin] = [column(0), column(1), column(2), column(3)];
            for (const axis of [x, y, z]) expect(Math.hypot(...axis)).toBeCloseTo(1, 6);
            expect(
              x[0] * (y[1] * z[2] - y[2] * z[1]) +
                x[1] * (y[2] * z[0] - y[0] * z[2]) +
                x[2] * (y[0] * z[1] - y[1] * z[0]),
            ).toBeCloseTo(1, 6);
            expect(z[2] * (archOf(tooth) === 'upper' ? -1 : 1)).toBeGreaterThan(0.8);
            expect(y[0] * origin[0] + y[1] * (origin[1] + 20)).toBeGreaterThan(0);
          }
        }
      },
    ),
    { numRuns: 12 },
  );
});

test('a missing tooth is missing, and the gum closes over its place', () => {
  const { teeth } = generateDentition({ seed: 3, missing: [14, 36] });
  expect(teeth).toHaveLength(26);
  expect(teeth.some(({ tooth }) => tooth === 14 || tooth === 36)).toBe(false);
});

test('a scan of an arch has some 60 000 triangles, no flat ones, only finite numbers', () => {
  const dentition = generateDentition({ seed: 11, crowding: 1 });
  for (const arch of ['upper', 'lower'] as const) {
    const scan = scanOf(dentition, arch);
    expect(scan.indices.length / 3).toBeGreaterThan(50_000);
    expect(scan.indices.length / 3).toBeLessThan(80_000);
    expect(scan.positions.every(Number.isFinite)).toBe(true);
    expect(flawsOf(scan).flat).toBe(0);
    expect(toBinaryStl(scan).byteLength).toBe(84 + (scan.indices.length / 3) * 50);
  }
});

test('the eight photographs and both radiographs are pictures that show something', async () => {
  const dentition = generateDentition({ seed: 2 });
  const pictures = [
    ...photoViews.map((view) => photo(dentition, view, 300)),
    ...radiographViews.map((view) => radiograph(dentition, view)),
  ];
  for (const picture of pictures) {
    const { format } = await sharp(await picture).metadata();
    const { channels } = await sharp(await picture).stats();
    expect(format).toBe('jpeg');
    expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(15);
  }
});

test('the same photograph comes out the same', async () => {
  const taken = () => photo(generateDentition({ seed: 2, crowding: 0.4 }), 'front', 240);
  expect((await taken()).equals(await taken())).toBe(true);
});
