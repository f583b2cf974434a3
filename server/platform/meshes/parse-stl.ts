import { GrowingNumbers } from './growing-numbers.ts';
import { type MeshLimits, MeshRefused, type Triangles } from './mesh.ts';
import { TextScanner } from './text-scanner.ts';

const header = 84;
const size = 50;

/** A binary STL; bytes behind the last triangle are ignored. Colours where the header says `COLOR=`, as Materialise writes them. */
export function parseBinaryStl(bytes: Uint8Array, { maxTriangles }: MeshLimits): Triangles {
  if (bytes.length < header) throw new MeshRefused('truncated', { found: bytes.length });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = view.getUint32(80, true);
  const found = Math.floor((bytes.length - header) / size);
  if (count > found) throw new MeshRefused('truncated', { claimed: count, found, offset: header + found * size });
  if (count > maxTriangles) throw new MeshRefused('too_many_triangles', { claimed: count, limit: maxTriangles });
  const positions = new Float32Array(count * 9);
  for (let triangle = 0, place = 0; triangle < count; triangle += 1) {
    const from = header + triangle * size + 12;
    for (let offset = from; offset < from + 36; offset += 4, place += 1) {
      const value = view.getFloat32(offset, true);
      if (value - value !== 0) throw new MeshRefused('not_finite', { face: triangle + 1, offset });
      positions[place] = value;
    }
  }
  const faceColours = coloursOfStl(view, count);
  return { positions, corners: sequence(count * 3), ...(faceColours ? { faceColours } : {}) };
}

function coloursOfStl(view: DataView, count: number): Uint8Array | undefined {
  const text = Buffer.from(view.buffer, view.byteOffset, 80).toString('latin1');
  const said = text.indexOf('COLOR=');
  if (said === -1 || said > 70) return undefined;
  const colours = new Uint8Array(count * 3);
  for (let triangle = 0; triangle < count; triangle += 1) {
    const packed = view.getUint16(header + triangle * size + 48, true);
    for (let channel = 0; channel < 3; channel += 1) {
      const own = ((packed >> (5 * channel)) & 31) * (255 / 31);
      colours[triangle * 3 + channel] = packed & 0x8000 ? view.getUint8(said + 6 + channel) : own;
    }
  }
  return colours;
}

/** Words of the grammar that carry nothing; a normal's numbers are skipped like them. */
const silent = new Set(['normal', 'outer', 'loop', 'endloop']);

/** An ASCII STL of one or several solids. It has to end with `endsolid`, since a cut file would otherwise pass for a smaller mesh. */
export function parseAsciiStl(bytes: Uint8Array, { maxTriangles }: MeshLimits): Triangles {
  const text = new TextScanner(bytes);
  const positions = new GrowingNumbers(Float64Array);
  let corners = 0;
  let open = false;
  for (text.skipSpace(); text.at < text.end; text.skipSpace()) {
    const from = text.at;
    const word = text.word();
    if (word === 'vertex') {
      for (let axis = 0; axis < 3; axis += 1) {
        text.skipSpace();
        positions.push(text.number());
      }
      corners += 1;
    } else if (word === 'endfacet' || word === 'endsolid' || word === 'facet') {
      if (corners !== (word === 'endfacet' ? 3 : 0)) text.refuse('unreadable', from);
      if (positions.length / 9 > maxTriangles) throw new MeshRefused('too_many_triangles', { limit: maxTriangles });
      corners = 0;
      if (word === 'endsolid') open = false;
      if (word === 'endsolid') text.skipLine();
    } else if (word === 'solid') {
      open = true;
      text.skipLine();
    } else if (!silent.has(word) && !/^(?:[+-]?[\d.]|[+-]?nan|[+-]?inf)/.test(word)) {
      text.refuse(text.at >= text.end ? 'truncated' : 'unreadable', from);
    }
  }
  if (open || corners > 0) text.refuse('truncated');
  return { positions: positions.filled(), corners: sequence(positions.length / 3) };
}

function sequence(length: number): Uint32Array {
  const numbers = new Uint32Array(length);
  for (let place = 0; place < length; place += 1) numbers[place] = place;
  return numbers;
}
