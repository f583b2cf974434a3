/** A mesh made by the tests: coordinates that 32-bit floats hold exactly, every vertex once. */
export type Shape = { positions: Float32Array; corners: Uint32Array };

/** A closed ring with bumps, `2 · rows · columns` triangles, as wide as a dental arch unless said otherwise (in millimetres). */
export function bumpyRing(rows: number, columns: number, width = 60): Shape {
  const positions = new Float32Array(rows * columns * 3);
  const corners = new Uint32Array(rows * columns * 6);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [u, v] = [(row / rows) * 2 * Math.PI, (column / columns) * 2 * Math.PI];
      const tube = 0.12 + 0.02 * Math.sin(14 * u) * Math.cos(3 * v) + 0.003 * Math.sin(97 * u + 41 * v);
      const reach = (0.36 + tube * Math.cos(v)) * width;
      const vertex = row * columns + column;
      positions.set([reach * Math.cos(u), reach * Math.sin(u), tube * Math.sin(v) * width], vertex * 3);
      const right = ((row + 1) % rows) * columns + column;
      const up = row * columns + ((column + 1) % columns);
      const across = ((row + 1) % rows) * columns + ((column + 1) % columns);
      corners.set([vertex, right, across, vertex, across, up], vertex * 6);
    }
  }
  return { positions, corners };
}

export function binaryStl({ positions, corners }: Shape, name = 'made by a test'): Buffer {
  const file = Buffer.alloc(84 + (corners.length / 3) * 50);
  file.write(name, 0, 'latin1');
  file.writeUInt32LE(corners.length / 3, 80);
  for (let corner = 0; corner < corners.length; corner += 1) {
    const at = 84 + Math.floor(corner / 3) * 50 + 12 + (corner % 3) * 12;
    for (let axis = 0; axis < 3; axis += 1) file.writeFloatLE(positions[corners[corner]! * 3 + axis]!, at + axis * 4);
  }
  return file;
}

export function asciiStl({ positions, corners }: Shape): Buffer {
  const at = (corner: number) =>
    `vertex ${positions.subarray(corners[corner]! * 3, corners[corner]! * 3 + 3).join(' ')}`;
  const facets: string[] = [];
  for (let corner = 0; corner < corners.length; corner += 3) {
    const vertices = [corner, corner + 1, corner + 2].map(at).join('\n');
    facets.push(`facet normal 0 0 1\nouter loop\n${vertices}\nendloop\nendfacet`);
  }
  return Buffer.from(`solid made by a test\n${facets.join('\n')}\nendsolid\n`);
}

export function obj({ positions, corners }: Shape): Buffer {
  const lines = ['# made by a test', ...rows(positions).map((row) => `v ${row.join(' ')}`)];
  return Buffer.from(
    [...lines, ...rows(corners).map((row) => `f ${row.map((index) => index + 1).join(' ')}`), ''].join('\n'),
  );
}

type PlyFormat = 'ascii' | 'binary_little_endian' | 'binary_big_endian';

/** A PLY with a colour on each vertex, taken from its number. */
export function ply({ positions, corners }: Shape, format: PlyFormat): Buffer {
  const vertices = rows(positions).map((row, vertex) => [...row, ...colourOf(vertex)]);
  const header = [
    'ply',
    `format ${format} 1.0`,
    `element vertex ${vertices.length}`,
    ...['float x', 'float y', 'float z', 'uchar red', 'uchar green', 'uchar blue'].map((said) => `property ${said}`),
    `element face ${corners.length / 3}`,
    'property list uchar int vertex_indices',
    'end_header\n',
  ].join('\n');
  if (format === 'ascii') {
    const lines = [...vertices, ...rows(corners).map((row) => [3, ...row])].map((row) => row.join(' '));
    return Buffer.from(`${header}${lines.join('\n')}\n`);
  }
  const [asFloat, asInt] = format === 'binary_big_endian' ? (['BE', 'BE'] as const) : (['LE', 'LE'] as const);
  const body = Buffer.alloc(vertices.length * 15 + (corners.length / 3) * 13);
  let at = 0;
  for (const row of vertices) {
    for (const value of row.slice(0, 3)) at = body[`writeFloat${asFloat}`](value, at);
    for (const value of row.slice(3)) at = body.writeUInt8(value, at);
  }
  for (const row of rows(corners)) {
    at = body.writeUInt8(3, at);
    for (const index of row) at = body[`writeInt32${asInt}`](index, at);
  }
  return Buffer.concat([Buffer.from(header), body]);
}

export function colourOf(vertex: number): [number, number, number] {
  return [vertex % 256, (vertex * 7) % 256, 255 - (vertex % 256)];
}

/** A packed scan (HPS, schema CC) that begins each triangle anew. */
export function hps({ positions, corners }: Shape): Buffer {
  const vertices = Buffer.from(positions.buffer, positions.byteOffset, positions.byteLength);
  const facets = Buffer.alloc((corners.length / 3) * 13);
  rows(corners).forEach((row, face) => {
    facets.writeUInt8(6, face * 13);
    row.forEach((index, corner) => {
      facets.writeUInt32LE(index, face * 13 + 1 + corner * 4);
    });
  });
  const element = (name: string, count: string, data: Buffer) =>
    `<${name} ${count} base64_encoded_bytes="${data.length}">${data.toString('base64')}</${name}>`;
  return Buffer.from(
    `<HPS version="1.0"><Packed_geometry><Schema>CC</Schema><Binary_data><CC version="1.0">${element(
      'Facets',
      `facet_count="${corners.length / 3}"`,
      facets,
    )}${element('Vertices', `vertex_count="${positions.length / 3}"`, vertices)}</CC></Binary_data></Packed_geometry></HPS>`,
  );
}

function rows(numbers: ArrayLike<number>): number[][] {
  return Array.from({ length: numbers.length / 3 }, (_, row) => [
    numbers[row * 3]!,
    numbers[row * 3 + 1]!,
    numbers[row * 3 + 2]!,
  ]);
}
