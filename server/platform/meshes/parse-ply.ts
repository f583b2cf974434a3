import { GrowingNumbers } from './growing-numbers.ts';
import { type MeshLimits, MeshRefused, type Triangles } from './mesh.ts';
import { type PlyElement, type PlyProperty, type PlyType, plySizes, readPlyHeader } from './ply-header.ts';
import { TextScanner } from './text-scanner.ts';
import { triangulate } from './triangulate.ts';

/** The next value of a type, from text or bytes alike. */
interface Body {
  next(type: PlyType): number;
  /** Bytes left, to refuse counts that can't be true before making room for them. */
  left(): number;
  refuse(code: 'not_finite' | 'index_out_of_range' | 'unreadable' | 'truncated'): never;
}

/** A PLY: text or binary of either order of bytes, elements and properties in any order, colours of vertices or faces. */
export function parsePly(bytes: Uint8Array, limits: MeshLimits): Triangles {
  const { format, elements, bodyAt } = readPlyHeader(bytes);
  const body = format === 'ascii' ? new TextBody(bytes, bodyAt) : new BinaryBody(bytes, bodyAt, format === 'little');
  let positions: Float64Array | Float32Array = new Float32Array();
  let vertexColours: Uint8Array | undefined;
  const faces: Faces = { corners: new Uint32Array(), sizes: new Uint32Array(), colours: undefined };
  for (const element of elements) {
    if (element.properties.length === 0) continue;
    const least = element.properties.reduce(
      (sum, { type, countType }) => sum + (format === 'ascii' ? 2 : plySizes[countType ?? type]),
      0,
    );
    if (element.count * least > body.left() + 1) throw new MeshRefused('truncated', { claimed: element.count });
    if (element.name === 'vertex') ({ positions, vertexColours } = readVertices(body, element));
    else if (element.name === 'face') Object.assign(faces, readFaces(body, element));
    else skipElement(body, element);
  }
  const { corners, faces: origins, emptyFaces } = triangulate(positions, faces, limits);
  const faceColours = faces.colours && (origins ? pick(faces.colours, origins) : faces.colours);
  return {
    positions,
    corners,
    emptyFaces,
    ...(vertexColours ? { vertexColours } : {}),
    ...(faceColours ? { faceColours } : {}),
  };
}

type Faces = { corners: Uint32Array; sizes: Uint32Array; colours: Uint8Array | undefined };

function readVertices(body: Body, { count, properties }: PlyElement) {
  const places = properties.map(({ name, countType }) => (countType ? -1 : ['x', 'y', 'z'].indexOf(name)));
  if ([0, 1, 2].some((axis) => !places.includes(axis))) throw new MeshRefused('unreadable');
  const exact = properties.some(({ type }, place) => places[place]! >= 0 && /float64|int32/.test(type));
  const isText = body instanceof TextBody;
  const positions = exact || isText ? new Float64Array(count * 3) : new Float32Array(count * 3);
  const channels = properties.map(channelOf);
  const coloured = [0, 1, 2].every((channel) => channels.includes(channel));
  const colours = coloured ? new Uint8Array(count * 3) : undefined;
  for (let vertex = 0; vertex < count; vertex += 1) {
    for (let place = 0; place < properties.length; place += 1) {
      const property = properties[place]!;
      if (property.countType) {
        skipList(body, property);
        continue;
      }
      const value = body.next(property.type);
      if (places[place]! >= 0) {
        if (value - value !== 0) body.refuse('not_finite');
        positions[vertex * 3 + places[place]!] = value;
      } else if (colours && channels[place]! >= 0)
        colours[vertex * 3 + channels[place]!] = byteOf(value, property.type);
    }
  }
  return { positions, vertexColours: colours };
}

function readFaces(body: Body, { count, properties }: PlyElement): Faces {
  const list = properties.findIndex(({ name, countType }) => countType && /^vertex_ind(?:ices|ex)$/.test(name));
  const channels = properties.map(channelOf);
  const coloured = [0, 1, 2].every((channel) => channels.includes(channel));
  const colours = coloured ? new Uint8Array(count * 3) : undefined;
  const corners = new GrowingNumbers(Uint32Array, Math.max(3 * Math.min(count, 10_000_000), 1));
  const sizes = new Uint32Array(count);
  for (let face = 0; face < count; face += 1) {
    for (let place = 0; place < properties.length; place += 1) {
      const property = properties[place]!;
      if (place === list) {
        const size = body.next(property.countType!);
        if (!(size >= 0)) body.refuse('unreadable');
        if (size > body.left()) body.refuse('truncated');
        sizes[face] = size;
        for (let corner = 0; corner < size; corner += 1) {
          const index = body.next(property.type);
          if (!(index >= 0 && Number.isInteger(index))) body.refuse('index_out_of_range');
          corners.push(Math.min(index, 0xffffffff));
        }
      } else if (property.countType) skipList(body, property);
      else {
        const value = body.next(property.type);
        if (colours && channels[place]! >= 0) colours[face * 3 + channels[place]!] = byteOf(value, property.type);
      }
    }
  }
  return { corners: corners.filled(), sizes, colours };
}

function skipElement(body: Body, { count, properties }: PlyElement): void {
  for (let row = 0; row < count; row += 1) {
    for (const property of properties) {
      if (property.countType) skipList(body, property);
      else body.next(property.type);
    }
  }
}

function skipList(body: Body, { type, countType }: PlyProperty): void {
  const size = body.next(countType!);
  if (size > body.left()) body.refuse('truncated');
  for (let place = 0; place < size; place += 1) body.next(type);
}

const channelNames = [/^(?:diffuse_)?red$|^r$/, /^(?:diffuse_)?green$|^g$/, /^(?:diffuse_)?blue$|^b$/];

function channelOf({ name, countType }: PlyProperty): number {
  return countType ? -1 : channelNames.findIndex((pattern) => pattern.test(name));
}

function byteOf(value: number, type: PlyType): number {
  const scaled = type.startsWith('float') ? value * 255 : type === 'uint16' ? value / 257 : value;
  return Math.round(Math.min(Math.max(scaled, 0), 255));
}

function pick(colours: Uint8Array, faces: Uint32Array): Uint8Array {
  const picked = new Uint8Array(faces.length * 3);
  for (let triangle = 0; triangle < faces.length; triangle += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      picked[triangle * 3 + channel] = colours[faces[triangle]! * 3 + channel]!;
    }
  }
  return picked;
}

class TextBody implements Body {
  private readonly text: TextScanner;

  constructor(bytes: Uint8Array, at: number) {
    this.text = new TextScanner(bytes, at);
  }

  next(type: PlyType): number {
    this.text.skipSpace();
    if (this.text.at >= this.text.end) this.text.refuse('truncated');
    return type.startsWith('float') ? this.text.number() : Math.trunc(this.text.number());
  }

  left(): number {
    return this.text.end - this.text.at;
  }

  refuse(code: 'not_finite'): never {
    return this.text.refuse(code);
  }
}

class BinaryBody implements Body {
  private readonly view: DataView;
  private readonly little: boolean;
  private at: number;

  constructor(bytes: Uint8Array, at: number, little: boolean) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.little = little;
    this.at = at;
  }

  next(type: PlyType): number {
    const at = this.at;
    if (at + plySizes[type] > this.view.byteLength) this.refuse('truncated');
    this.at = at + plySizes[type];
    switch (type) {
      case 'float32':
        return this.view.getFloat32(at, this.little);
      case 'uint8':
        return this.view.getUint8(at);
      case 'int32':
        return this.view.getInt32(at, this.little);
      case 'uint32':
        return this.view.getUint32(at, this.little);
      case 'uint16':
        return this.view.getUint16(at, this.little);
      case 'int16':
        return this.view.getInt16(at, this.little);
      case 'int8':
        return this.view.getInt8(at);
      case 'float64':
        return this.view.getFloat64(at, this.little);
    }
  }

  left(): number {
    return this.view.byteLength - this.at;
  }

  refuse(code: 'not_finite' | 'truncated'): never {
    throw new MeshRefused(code, { offset: this.at });
  }
}
