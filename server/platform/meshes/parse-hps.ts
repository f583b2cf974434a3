import { decodeHpsFaces } from './hps-faces.ts';
import { type MeshLimits, MeshRefused, type Triangles } from './mesh.ts';

/**
 * 3Shape's scan format (HIMSA packed scan, XML with base64): schemas CA and CC, which share one encoding. Schema CE keeps its vertices
 * encrypted and is refused as such, since the keys are its maker's; CB packs vertices in a way no public description tells.
 */
export function parseHps(bytes: Uint8Array, limits: MeshLimits): Triangles {
  const xml = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const schema = /<Schema>\s*([A-Za-z0-9]{1,8})\s*<\/Schema>/.exec(xml.slice(0, 65_536))?.[1] ?? '';
  if (schema === 'CE') throw new MeshRefused('encrypted', { schema });
  if (schema !== 'CA' && schema !== 'CC') throw new MeshRefused(schema ? 'not_supported' : 'unreadable', { schema });
  const vertices = binaryElement(xml, 'Vertices', 'vertex_count');
  const facets = binaryElement(xml, 'Facets', 'facet_count');
  if (vertices.data.length < vertices.count * 12) throw new MeshRefused('truncated', { claimed: vertices.count });
  if (facets.count > limits.maxTriangles) {
    throw new MeshRefused('too_many_triangles', { claimed: facets.count, limit: limits.maxTriangles });
  }
  const positions = new Float32Array(vertices.count * 3);
  for (let place = 0; place < positions.length; place += 1) {
    const value = vertices.data.readFloatLE(place * 4);
    if (value - value !== 0) throw new MeshRefused('not_finite', { offset: place * 4 });
    positions[place] = value;
  }
  const corners = decodeHpsFaces(facets.data, { vertices: vertices.count, faces: facets.count });
  return { positions, corners, ...(facets.colour ? { faceColours: repeat(facets.colour, facets.count) } : {}) };
}

function binaryElement(xml: string, name: string, countName: string) {
  const from = xml.indexOf(`<${name} `);
  const content = xml.indexOf('>', from);
  if (from === -1 || content === -1 || content - from > 4096) throw new MeshRefused('unreadable');
  const end = xml.indexOf(`</${name}>`, content);
  if (end === -1) throw new MeshRefused('truncated', { offset: content });
  const tag = xml.slice(from, content);
  const number = (attribute: string) => {
    const said = new RegExp(`\\s${attribute}\\s*=\\s*["'](\\d{1,10})["']`).exec(tag)?.[1];
    return said === undefined ? undefined : Number(said);
  };
  const data = Buffer.from(xml.slice(content + 1, end), 'base64');
  const length = number('base64_encoded_bytes');
  if (length !== undefined && data.length < length)
    throw new MeshRefused('truncated', { claimed: length, found: data.length });
  const count = number(countName);
  if (count === undefined) throw new MeshRefused('unreadable');
  return { data: data.subarray(0, length), count, colour: number('color') };
}

function repeat(packed: number, count: number): Uint8Array {
  const colours = new Uint8Array(count * 3);
  for (let face = 0; face < count; face += 1)
    colours.set([(packed >> 16) & 255, (packed >> 8) & 255, packed & 255], face * 3);
  return colours;
}
