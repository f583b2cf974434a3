import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { convertMesh } from './convert-mesh.ts';
import { isMeshRefusal, type MeshRefusalCode, meshLimits } from './mesh.ts';
import { asciiStl, binaryStl, bumpyRing, colourOf, hps, obj, ply, type Shape } from './testing/generated-meshes.ts';
import { readGlb } from './testing/read-glb.ts';

const ring = bumpyRing(20, 10);
const writers = {
  stl_binary: binaryStl,
  stl_ascii: asciiStl,
  obj,
  hps,
  'ply as text': (shape: Shape) => ply(shape, 'ascii'),
  'ply, little end first': (shape: Shape) => ply(shape, 'binary_little_endian'),
  'ply, big end first': (shape: Shape) => ply(shape, 'binary_big_endian'),
};

async function converted(bytes: Uint8Array | string) {
  const result = await convertMesh(Buffer.from(bytes));
  if (isMeshRefusal(result)) throw new Error(JSON.stringify(result));
  return result;
}

async function refusal(bytes: Uint8Array | string, limits = meshLimits) {
  const result = await convertMesh(Buffer.from(bytes), limits);
  return isMeshRefusal(result) ? result : undefined;
}

describe('is refused', () => {
  const stl = binaryStl(ring);
  const withFloat = (value: number) => {
    const bytes = Buffer.from(stl);
    bytes.writeFloatLE(value, 84 + 50 * 7 + 12);
    return bytes;
  };
  const withCount = (count: number) => {
    const bytes = Buffer.from(stl);
    bytes.writeUInt32LE(count, 80);
    return bytes;
  };
  const plyHead = (...lines: string[]) =>
    ['ply', 'format binary_little_endian 1.0', ...lines, 'end_header', ''].join('\n');
  const xyz = ['property float x', 'property float y', 'property float z'];
  const text = (shape: Shape, change: (said: string) => string) => change(obj(shape).toString());

  test.each<[string, MeshRefusalCode, Uint8Array | string]>([
    ['an empty file', 'empty', ''],
    ['a picture', 'not_a_mesh', Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
    ['a binary STL cut in a triangle', 'truncated', stl.subarray(0, 6000)],
    ['a binary STL that claims four thousand million triangles', 'truncated', withCount(0xffffffff)],
    ['a binary STL of no triangles', 'no_triangles', Buffer.alloc(84)],
    ['a coordinate that is not a number', 'not_finite', withFloat(Number.NaN)],
    ['a coordinate without end', 'not_finite', withFloat(Number.NEGATIVE_INFINITY)],
    ['an ASCII STL cut in the middle', 'truncated', asciiStl(ring).subarray(0, 9000)],
    [
      'an ASCII STL cut between two facets',
      'truncated',
      asciiStl(ring)
        .toString()
        .replace(/endsolid\s*$/, ''),
    ],
    [
      'an ASCII STL with a word for a number',
      'unreadable',
      asciiStl(ring)
        .toString()
        .replace(/vertex \S+/, 'vertex one'),
    ],
    [
      'an ASCII STL with nan',
      'not_finite',
      asciiStl(ring)
        .toString()
        .replace(/vertex \S+/, 'vertex -nan(ind)'),
    ],
    ['an OBJ whose face names a vertex too many', 'index_out_of_range', text(ring, (said) => `${said}f 1 2 201\n`)],
    ['an OBJ whose face names vertex 0', 'index_out_of_range', text(ring, (said) => `${said}f 1 2 0\n`)],
    ['an OBJ whose face counts back too far', 'index_out_of_range', text(ring, (said) => `${said}f -1 -2 -201\n`)],
    ['an OBJ whose number is too large for a double', 'not_finite', 'v 0 0 1e999\nv 0 1 0\nv 1 0 0\nf 1 2 3\n'],
    ['an OBJ whose number is too large for a float', 'not_finite', 'v 0 0 1e200\nv 0 1 0\nv 1 0 0\nf 1 2 3\n'],
    ['an OBJ of vertices', 'no_triangles', 'v 0 0 0\nv 1 0 0\n'],
    ['an OBJ whose triangles are lines', 'no_triangles', 'v 0 0 0\nv 1 0 0\nf 1 2 1\nf 1 2\n'],
    ['an OBJ with an endless number', 'unreadable', `v ${'1'.repeat(100_000)} 0 0\nf 1 1 1\n`],
    ['an OBJ of one endless line', 'unreadable', `v 0 0 0\nf 1 1 1\nv 0 0 ${'x'.repeat(1_000_000)}\n`],
    ['a PLY that ends in its header', 'truncated', 'ply\nformat ascii 1.0\nelement vertex 3\n'],
    ['a PLY without a format', 'unreadable', 'ply\nelement vertex 0\nend_header\n'],
    ['a PLY of an unknown format', 'unreadable', 'ply\nformat binary_middle_endian 1.0\nend_header\n'],
    ['a PLY that claims 99 999 999 999 vertices', 'truncated', plyHead('element vertex 99999999999', ...xyz)],
    [
      'a PLY that claims faces it has not',
      'truncated',
      plyHead('element face 4000000', 'property list uchar int vertex_indices'),
    ],
    ['a PLY whose vertices have no z', 'unreadable', `${plyHead('element vertex 1', ...xyz.slice(0, 2))}12345678`],
    [
      'a PLY whose face has more corners than bytes',
      'truncated',
      Buffer.concat([
        Buffer.from(plyHead('element face 1', 'property list uint int vertex_indices')),
        Buffer.from('ffffffff0000000000000000', 'hex'),
      ]),
    ],
    ['a packed scan cut off', 'truncated', hps(ring).subarray(0, 9000)],
    ['an encrypted packed scan', 'encrypted', hps(ring).toString().replace('>CC<', '>CE<')],
    ['a packed scan of schema CB', 'not_supported', hps(ring).toString().replace('>CC<', '>CB<')],
    ['a packed scan of no schema', 'unreadable', '<HPS version="1.0"></HPS>'],
  ])('%s: %s', async (_, code, bytes) => {
    expect((await refusal(bytes))?.refused).toBe(code);
  });

  test('a mesh of more triangles than allowed, in every format', async () => {
    for (const write of Object.values(writers)) {
      const limited = await refusal(write(ring), { ...meshLimits, maxTriangles: 399 });
      expect(limited?.refused).toBe('too_many_triangles');
      expect(await refusal(write(ring), { ...meshLimits, maxTriangles: 400 })).toBeUndefined();
    }
  });

  test('a face with a hundred thousand corners', async () => {
    const corners = Array.from({ length: 100_000 }, (_, corner) => (corner % 3) + 1).join(' ');
    expect((await refusal(`v 0 0 0\nv 1 0 0\nv 0 1 0\nf ${corners}\n`))?.refused).toBe('too_many_corners');
  });

  test('with the line where it is', async () => {
    expect(await refusal('v 0 0 0\r\nv 1 0 0\r\nv 0 x 0\r\nf 1 2 3\r\n')).toEqual({
      refused: 'unreadable',
      facts: { line: 3 },
    });
    expect((await refusal('ply\nformat ascii 1.0\nelement cow\nend_header\n'))?.facts).toEqual({ line: 3 });
  });
});

describe('whatever the format', () => {
  /** Vertices on a lattice of millimetres, each moved a little: rounding tells which one a vertex of the output is. */
  const shapes = fc
    .record({
      moves: fc.array(fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -0.4, max: 0.4, noNaN: true }))), {
        minLength: 4,
        maxLength: 60,
      }),
      triples: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 80 }),
      spread: fc.constantFrom(1, 7, 20),
    })
    .map(({ moves, triples, spread }): Shape => {
      const lattice = (vertex: number) => [vertex % 5, Math.floor(vertex / 5) % 5, Math.floor(vertex / 25)];
      const positions = Float32Array.from(
        moves.flatMap((move, vertex) => lattice(vertex).map((cell, axis) => cell * spread - 10 + move[axis]!)),
      );
      const corners = triples
        .map((triple) => triple.map((corner) => corner % moves.length))
        .filter(([a, b, c]) => a !== b && b !== c && c !== a);
      return { positions, corners: Uint32Array.from(corners.length > 0 ? corners.flat() : [0, 1, 2]) };
    });

  test.each(Object.entries(writers))(
    '%s: each vertex is within 2 µm of where it was, in the same triangles',
    async (_, write) => {
      await fc.assert(
        fc.asyncProperty(shapes, async (shape) => {
          const { glb, facts } = await converted(write(shape));
          const read = await readGlb(glb);
          const origin = Array.from({ length: read.positions.length / 3 }, (_, vertex) =>
            nearest(shape, read.positions, vertex),
          );
          const worst = Math.max(...origin.map(({ distance }) => distance));
          expect(worst).toBeLessThanOrEqual(0.002);
          expect(worst).toBeCloseTo(facts.largestError, 9);
          const trianglesOf = (corners: Uint32Array, name: (corner: number) => number) =>
            Array.from({ length: corners.length / 3 }, (_, triangle) => {
              const own = [0, 1, 2].map((side) => name(corners[triangle * 3 + side]!));
              const first = own.indexOf(Math.min(...own));
              return [...own.slice(first), ...own.slice(0, first)].join(' ');
            }).sort();
          expect(trianglesOf(read.corners, (corner) => origin[corner]!.vertex)).toEqual(
            trianglesOf(shape.corners, (corner) => corner),
          );
          if (read.colours) {
            const own = origin.flatMap(({ vertex }) => colourOf(vertex));
            expect([...read.colours]).toEqual(own);
          }
        }),
        { numRuns: 60, seed: 1 },
      );
    },
  );

  function nearest({ positions }: Shape, read: Float64Array, vertex: number) {
    const at = read.subarray(vertex * 3, vertex * 3 + 3);
    let best = { vertex: -1, distance: Infinity };
    for (let other = 0; other < positions.length / 3; other += 1) {
      const distance = Math.hypot(...at.map((value, axis) => value - positions[other * 3 + axis]!));
      if (distance < best.distance) best = { vertex: other, distance };
    }
    return best;
  }

  test('the same ring gives the same facts', async () => {
    for (const [name, write] of Object.entries(writers)) {
      const { facts } = await converted(write(ring));
      expect(facts).toMatchObject({
        vertices: 200,
        triangles: 400,
        openEdges: 0,
        nonManifoldEdges: 0,
        degenerateTriangles: 0,
      });
      expect(facts.coloured).toBe(name.startsWith('ply'));
      expect(facts.warnings).toEqual([]);
    }
  });

  test('an arch wider than 16 bits hold to 2 µm keeps more of them', async () => {
    const { facts, glb } = await converted(binaryStl(bumpyRing(20, 10, 900)));
    expect(facts).toMatchObject({ bitsPerCoordinate: 32, warnings: ['implausible_size'] });
    expect(facts.largestError).toBeLessThanOrEqual(0.002);
    expect((await readGlb(glb)).corners.length).toBe(1200);
  });
});

describe('a file that is odd but sound', () => {
  const square = 'v 0 0 0\nv 9 0 0\nv 9 9 0\nv 0 9 0\n';

  test('a concave face covers its own area and no more', async () => {
    const { facts } = await converted('v 0 0 0\nv 10 0 0\nv 10 10 0\nv 5 1 0\nv 0 10 0\nf 1 2 3 4 5\n');
    expect(facts.triangles).toBe(3);
    expect(facts.area).toBeCloseTo(100 - 45, 9);
  });

  test('indices that count back, slashes, other statements, continued lines and colours of 0 to 255', async () => {
    const { facts, glb } = await converted(
      `mtllib a.mtl\no jaw\nv 0 0 0 255 0 0\nv 9 0 0 \\\n 0 255 0\r\nv 9 9 0 0 0 255\nvn 0 0 1\ns off\nf -3/1/1 -2//1 3/2\n`,
    );
    expect(facts).toMatchObject({ triangles: 1, coloured: true, openEdges: 3 });
    expect([...(await readGlb(glb)).colours!].filter((channel) => channel === 255)).toHaveLength(3);
  });

  test('a PLY with its faces first, other elements, other properties, a quad and colours as numbers from 0 to 1', async () => {
    const header = `ply\rformat ascii 1.0\rcomment end_header\relement face 2\rproperty int group
      property list uchar int vertex_index\rproperty list uchar float texcoord\relement edge 1\rproperty int from
      element nothing 4000000000\relement vertex 4\rproperty double confidence\rproperty float z\rproperty float y
      property float x\rproperty float red\rproperty float green\rproperty float blue\rend_header\r`;
    const body =
      '7 4 0 1 2 3 0\r7 3 0 1 2 2 0.5 0.5\r9\r1 0 0 0 1 0 0\r1 0 0 9 0 2 0\r1 0 9 9 0 0 0.5\r1 0 9 0 0 0 -1\r';
    const { facts, glb } = await converted(header.replace(/\n\s*/g, '\r') + body);
    expect(facts).toMatchObject({ triangles: 3, vertices: 4, bounds: { min: [0, 0, 0], max: [9, 9, 0] } });
    expect([...(await readGlb(glb)).colours!].sort((a, b) => b - a).slice(0, 4)).toEqual([255, 255, 128, 0]);
  });

  test('a double cover and a face on one line', async () => {
    const { facts } = await converted(`${square}f 1 2 3\nf 1 3 4\nf 1 2 3\nf 1 2 4\nf 1 2 2\nf 1 2\n`);
    expect(facts).toMatchObject({ triangles: 4, degenerateTriangles: 2, nonManifoldEdges: 2 });
    expect(facts.warnings).toEqual(['degenerate_triangles', 'open_edges', 'non_manifold_edges']);
  });

  test('minus zero is zero', async () => {
    const { facts } = await converted('v -0.0 0 0\nv 9 0 -0\nv 9 9 0\nv 0 0 0\nv 9 9 0\nv 0 9 0\nf 1 2 3\nf 4 5 6\n');
    expect(facts).toMatchObject({ vertices: 4, openEdges: 4 });
  });

  test('a number of many digits is read to the last one', async () => {
    const { facts } = await converted('v 0.1234567890123456789 0 0\nv 9e+0 0 0\nv 9 9. 0\nf 1 2 3\n');
    expect(facts.bounds.min[0]).toBe(Number('0.1234567890123456789'));
  });

  test('colours of faces keep the surface closed', async () => {
    const stl = binaryStl(ring, 'COLOR=abcd');
    for (let triangle = 0; triangle < 400; triangle += 1)
      stl.writeUInt16LE(triangle % 2 ? 31 : 31 << 10, 84 + 50 * triangle + 48);
    const { facts, glb } = await converted(stl);
    expect(facts).toMatchObject({ coloured: true, vertices: 200, openEdges: 0 });
    const { colours } = await readGlb(glb);
    expect(colours!.length / 3).toBeGreaterThan(200);
    expect(new Set(colours)).toEqual(new Set([0, 255]));
  });

  test('a scan in metres is read and called implausible', async () => {
    const { facts } = await converted(binaryStl(bumpyRing(20, 10, 0.06)));
    expect(facts.warnings).toEqual(['implausible_size']);
    expect(facts.largestError).toBeLessThan(0.06 / 8192);
  });
});
