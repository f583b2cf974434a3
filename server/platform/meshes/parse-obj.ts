import { GrowingNumbers } from './growing-numbers.ts';
import { type MeshLimits, MeshRefused, type Triangles } from './mesh.ts';
import { TextScanner } from './text-scanner.ts';
import { triangulate } from './triangulate.ts';

const [v, f, space, tab, slash] = [118, 102, 32, 9, 47];

/** An OBJ: `v` with or without a colour and `f` of any size, indices from the beginning or the end. Everything else is passed over. */
export function parseObj(bytes: Uint8Array, limits: MeshLimits): Triangles {
  const text = new TextScanner(bytes);
  const positions = new GrowingNumbers(Float64Array);
  const colours = new GrowingNumbers(Float64Array);
  const corners = new GrowingNumbers(Uint32Array);
  const sizes = new GrowingNumbers(Uint32Array);
  for (; text.at < text.end; text.skipLine()) {
    text.skipBlanks();
    const next = bytes[text.at + 1];
    if (next !== space && next !== tab) continue;
    const keyword = bytes[text.at];
    if (keyword === v) readVertex(text, positions, colours);
    else if (keyword === f) {
      sizes.push(readFace(text, positions.length / 3, corners));
      if (sizes.length > limits.maxTriangles)
        throw new MeshRefused('too_many_triangles', { limit: limits.maxTriangles });
    }
  }
  const places = positions.filled();
  const made = triangulate(places, { corners: corners.filled(), sizes: sizes.filled() }, limits);
  const coloured = colours.length > 0 && colours.length === positions.length;
  return {
    positions: places,
    corners: made.corners,
    emptyFaces: made.emptyFaces,
    ...(coloured ? { vertexColours: bytesOf(colours.filled()) } : {}),
  };
}

/** `v x y z`, `v x y z w`, `v x y z r g b` or `v x y z w r g b`. */
function readVertex(
  text: TextScanner,
  positions: GrowingNumbers<Float64Array>,
  colours: GrowingNumbers<Float64Array>,
): void {
  text.at += 1;
  for (let axis = 0; axis < 3; axis += 1) {
    if (text.atLineEnd()) text.refuse(text.at >= text.end ? 'truncated' : 'unreadable');
    positions.push(text.number());
  }
  if (text.atLineEnd()) return;
  const rest: number[] = [];
  while (rest.length < 5 && !text.atLineEnd()) rest.push(text.number());
  if (rest.length === 3 || rest.length === 4) for (const channel of rest.slice(-3)) colours.push(channel);
}

function readFace(text: TextScanner, vertices: number, corners: GrowingNumbers<Uint32Array>): number {
  text.at += 1;
  let size = 0;
  for (; !text.atLineEnd(); size += 1) {
    const from = text.at;
    const index = text.integer();
    const after = text.bytes[text.at]!;
    if (text.at < text.end && after > space && after !== slash) text.refuse('unreadable', from);
    text.skipWord();
    const corner = index < 0 ? vertices + index : index - 1;
    if (corner < 0 || corner > 0xfffffffe) text.refuse('index_out_of_range', from);
    corners.push(corner);
  }
  return size;
}

/** Most programs write 0 to 1; some write 0 to 255. */
function bytesOf(colours: Float64Array): Uint8Array {
  let largest = 0;
  for (const channel of colours) if (channel > largest) largest = channel;
  const scale = largest > 1 ? 1 : 255;
  return Uint8Array.from(colours, (channel) => Math.round(Math.min(Math.max(channel * scale, 0), 255)));
}
