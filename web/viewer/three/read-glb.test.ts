import fc from 'fast-check';
import { MeshoptDecoder } from 'meshoptimizer/decoder';
import { beforeAll, expect, test } from 'vitest';
import { generateDentition, scanOf } from '../../../demo/anatomy/dentition.ts';
import { writeGlb } from '../scan/testing/write-glb.ts';
import { decodeMeshopt } from './decode-meshopt.ts';
import { readGlb } from './read-glb.ts';

const tetrahedron = {
  positions: Float32Array.from([0, 0, 0, 10, 0, 0, 0, 10, 0, 0, 0, 10]),
  indices: Uint32Array.from([0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3]),
  colours: Uint8Array.from([250, 0, 0, 0, 250, 0, 0, 0, 250, 9, 9, 9]),
};
const read = (bytes: Uint8Array) => readGlb(bytes, decodeMeshopt);

beforeAll(() => MeshoptDecoder.ready);

test('what isn’t a .glb, is cut short or names points that aren’t there is refused', async () => {
  const whole = await writeGlb(tetrahedron, { compressed: false });
  expect(() => read(new Uint8Array())).toThrow();
  expect(() => read(new TextEncoder().encode('solid of ASCII STL, not of glTF'))).toThrow();
  for (const length of [30, whole.length - 60, whole.length - 1]) expect(() => read(whole.slice(0, length))).toThrow();
  const astray = { ...tetrahedron, indices: Uint32Array.from([0, 1, 4]) };
  await expect(writeGlb(astray, { compressed: false }).then(read)).rejects.toThrow();
  await expect(
    writeGlb({ ...tetrahedron, indices: new Uint32Array() }, { compressed: false }).then(read),
  ).rejects.toThrow();
});

test('a file changed anywhere is read or refused, and never reaches outside itself', async () => {
  const whole = await writeGlb(tetrahedron);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), (place, value) => {
      const changed = whole.slice();
      changed[place] = value;
      try {
        const { positions, indices } = read(changed);
        expect(indices.every((index) => index < positions.length / 3)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }),
    { numRuns: 300 },
  );
});

test('compressed or not, the same mesh comes out, within the grid’s step', async () => {
  for (const compressed of [true, false]) {
    const { positions, indices, colours, normals } = read(await writeGlb(tetrahedron, { compressed }));
    expect([...positions].map((value) => Math.round(value * 1000) / 1000)).toEqual([...tetrahedron.positions]);
    const sorted = (list: Uint32Array) =>
      Array.from({ length: 4 }, (_, i) => [...list.subarray(i * 3, i * 3 + 3)].sort().join());
    expect(sorted(indices)).toEqual(sorted(tetrahedron.indices));
    expect(colours).toEqual(tetrahedron.colours);
    expect(normals).toBeNull();
  }
});

test('nodes move and turn what they hold', async () => {
  const turned = { translation: [1, 2, 3], rotation: [0, 0, Math.SQRT1_2, Math.SQRT1_2] };
  const { positions } = read(await writeGlb(tetrahedron, { compressed: false, node: turned }));
  expect([...positions.subarray(3, 6)].map(Math.round)).toEqual([1, 12, 3]);
});

test('our decoder reads what the usual one reads, also twice from the same bytes', async () => {
  const scan = scanOf(generateDentition({ seed: 6 }), 'lower');
  const colours = Uint8Array.from(scan.positions, (value) => Math.abs(value * 7) % 256);
  const bytes = Buffer.from(await writeGlb({ ...scan, colours }));
  const usual = readGlb(bytes, MeshoptDecoder.decodeGltfBuffer);
  for (const again of [read(bytes), read(bytes)]) {
    expect(Buffer.compare(Buffer.from(again.positions.buffer), Buffer.from(usual.positions.buffer))).toBe(0);
    expect(Buffer.compare(Buffer.from(again.indices.buffer), Buffer.from(usual.indices.buffer))).toBe(0);
    expect(again.colours).toEqual(usual.colours);
  }
});
