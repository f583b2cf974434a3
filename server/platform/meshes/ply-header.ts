import { MeshRefused } from './mesh.ts';

export type PlyType = 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'float32' | 'float64';
export type PlyProperty = { name: string; type: PlyType; countType?: PlyType };
export type PlyElement = { name: string; count: number; properties: PlyProperty[] };
export type PlyHeader = { format: 'ascii' | 'little' | 'big'; elements: PlyElement[]; bodyAt: number };

export const plySizes: Record<PlyType, number> = {
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  float64: 8,
};

const formats = { ascii: 'ascii', binary_little_endian: 'little', binary_big_endian: 'big' } as const;
const olderNames: Record<string, PlyType> = {
  char: 'int8',
  uchar: 'uint8',
  short: 'int16',
  ushort: 'uint16',
  int: 'int32',
  uint: 'uint32',
  float: 'float32',
  double: 'float64',
};
const longestHeader = 65_536;
const mostProperties = 256;

/** The header of a PLY: what comes in the body, in which order and in which bytes. */
export function readPlyHeader(bytes: Uint8Array): PlyHeader {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, longestHeader)).toString('latin1');
  const lines = head.matchAll(/([^\r\n]*)(\r\n|\n|\r)/g);
  const elements: PlyElement[] = [];
  let format: PlyHeader['format'] | undefined;
  let line = 0;
  for (const { 0: all, 1: said = '', index } of lines) {
    line += 1;
    const refuse = (): never => {
      throw new MeshRefused('unreadable', { line });
    };
    const [keyword, ...words] = said.trim().split(/\s+/);
    if (keyword === 'end_header') {
      if (!format) return refuse();
      return { format, elements, bodyAt: index + all.length };
    }
    if (keyword === 'format') format = formats[words[0] as keyof typeof formats] ?? refuse();
    else if (keyword === 'element')
      elements.push({ name: words[0] ?? '', count: countOf(words[1]) ?? refuse(), properties: [] });
    else if (keyword === 'property') {
      const element = elements.at(-1) ?? refuse();
      if (element.properties.length >= mostProperties) refuse();
      element.properties.push(propertyOf(words) ?? refuse());
    } else if (line > 1 && keyword !== 'comment' && keyword !== 'obj_info' && keyword !== '') refuse();
  }
  throw new MeshRefused(bytes.length < longestHeader ? 'truncated' : 'unreadable', { line: line + 1 });
}

function countOf(word: string | undefined): number | undefined {
  return word && /^\d{1,12}$/.test(word) ? Number(word) : undefined;
}

function typeOf(word: string | undefined): PlyType | undefined {
  if (!word) return undefined;
  return word in plySizes ? (word as PlyType) : Object.hasOwn(olderNames, word) ? olderNames[word] : undefined;
}

function propertyOf(words: string[]): PlyProperty | undefined {
  if (words[0] !== 'list') {
    const type = typeOf(words[0]);
    return type && words[1] ? { name: words[1], type } : undefined;
  }
  const [countType, type] = [typeOf(words[1]), typeOf(words[2])];
  if (!countType || !type || !words[3] || countType.startsWith('float')) return undefined;
  return { name: words[3], type, countType };
}
