/** Numbers from 0 (included) to `below` (not), the same in every run with the same seed. */
export type Random = (below: number) => number;

export function randomFrom(seed: number): Random {
  let state = (seed * 2_654_435_761 + 97) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const words = [
  ...['nan', '-inf', '1e999', '1e39', '1e-320', '-0', '0', '-1', '2147483648', '4294967295', '99999999999999999999'],
  ...['.', '-', '1e', '+-1', '0x10', '1.#QNAN', '3.1+e2', '', ' ', '\n', '\\\n', '1/2/3', '-1/', '#', 'end_header\n'],
  ...[
    'vertex',
    'endfacet',
    'solid',
    'endsolid',
    'f 1 2 3',
    'v 1 2 3 4 5 6',
    'list uchar int vertex_indices',
    'CE',
    '>',
    '<',
  ],
];
const unkind = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff, 0x7f800000, 0x7fc00000, 0x7f7fffff,
];

const mutations: ((bytes: Buffer, random: Random, others: Buffer[]) => Buffer)[] = [
  function flipBits(bytes, random) {
    const changed = Buffer.from(bytes);
    for (let times = 1 + random(8); times > 0; times -= 1) changed[random(changed.length)]! ^= 1 << random(8);
    return changed;
  },
  function cut(bytes, random) {
    const at = random(bytes.length);
    return random(2) === 0 ? bytes.subarray(0, at) : splice(bytes, at, random(64), Buffer.alloc(0));
  },
  function insert(bytes, random) {
    const inserted = Buffer.from(Array.from({ length: 1 + random(40) }, () => random(256)));
    return splice(bytes, random(bytes.length), 0, inserted);
  },
  function repeat(bytes, random) {
    const at = random(bytes.length);
    const piece = bytes.subarray(at, at + 1 + random(200));
    return splice(bytes, at, 0, Buffer.concat(Array.from({ length: 1 + random(30) }, () => piece)));
  },
  function swap(bytes, random) {
    const changed = Buffer.from(bytes);
    const [from, to, length] = [random(bytes.length), random(bytes.length), 1 + random(64)];
    bytes.copy(changed, to, from, from + length);
    bytes.copy(changed, from, to, to + length);
    return changed;
  },
  function replaceNumber(bytes, random) {
    if (bytes.length < 8) return bytes;
    const changed = Buffer.from(bytes);
    const at = [80, random(bytes.length - 4), 84 + 4 * random(bytes.length / 4)][random(3)]!;
    const value = unkind[random(unkind.length)]!;
    if (at + 4 <= changed.length) {
      if (random(2) === 0) changed.writeUInt32LE(value, at);
      else changed.writeUInt32BE(value, at);
    }
    return changed;
  },
  function replaceWord(bytes, random) {
    const isBlank = (at: number) => bytes[at]! <= 32 || at >= bytes.length;
    let from = random(bytes.length);
    while (from > 0 && !isBlank(from - 1) && from > bytes.length - 500) from -= 1;
    let to = from;
    while (to < bytes.length && !isBlank(to) && to < from + 500) to += 1;
    return splice(bytes, from, to - from, Buffer.from(words[random(words.length)]!));
  },
  function join(bytes, random, others) {
    const other = others[random(others.length)]!;
    return Buffer.concat([bytes.subarray(0, random(bytes.length)), other.subarray(random(other.length))]);
  },
];

/** A copy of one of the files with something wrong with it, seldom with much. */
export function mutated(files: Buffer[], random: Random): Buffer {
  let bytes = files[random(files.length)]!;
  for (let times = 1 + random(1 + random(5)); times > 0 && bytes.length > 0; times -= 1) {
    bytes = mutations[random(mutations.length)]!(bytes, random, files);
  }
  return bytes.subarray(0, 100_000);
}

function splice(bytes: Buffer, at: number, removed: number, put: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + removed)]);
}
