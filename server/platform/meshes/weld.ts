import { randomBytes } from 'node:crypto';

/** Differs from process to process, so that nobody can send a mesh whose vertices all meet in one place of the table. */
const seed = randomBytes(4).readInt32LE();

/** For each row of words the number of the first row equal to it among those that differ, and how many differ. */
export type Welded = { places: Uint32Array; count: number /** The first row of each. */; firsts: Uint32Array };

/** Finds equal rows of 32-bit words by hash: vertices by their coordinates, to the last bit. */
export function weld(words: Uint32Array, wordsPerRow: number): Welded {
  const rows = words.length / wordsPerRow;
  const size = 2 ** Math.ceil(Math.log2(Math.max(rows * 1.5, 16)));
  const mask = size - 1;
  const table = new Uint32Array(size); // number of a distinct row + 1, or 0
  const places = new Uint32Array(rows);
  const firsts = new Uint32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row += 1) {
    const from = row * wordsPerRow;
    let hash = seed;
    for (let word = from; word < from + wordsPerRow; word += 1) {
      hash = Math.imul(hash ^ words[word]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash, 0x85ebca6b);
    hash ^= hash >>> 13;
    let slot = hash & mask;
    for (;;) {
      const held = table[slot]!;
      if (held === 0) {
        firsts[count] = row;
        count += 1;
        table[slot] = count;
        places[row] = count - 1;
        break;
      }
      const other = firsts[held - 1]! * wordsPerRow;
      let word = 0;
      while (word < wordsPerRow && words[from + word] === words[other + word]) word += 1;
      if (word === wordsPerRow) {
        places[row] = held - 1;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return { places, count, firsts: firsts.subarray(0, count) };
}

/** The words of coordinates, where zero and minus zero are the same. */
export function wordsOf(positions: Float32Array | Float64Array): { words: Uint32Array; perVertex: number } {
  for (let place = 0; place < positions.length; place += 1) if (positions[place] === 0) positions[place] = 0;
  const perNumber = positions.BYTES_PER_ELEMENT / 4;
  const words = new Uint32Array(positions.buffer, positions.byteOffset, positions.length * perNumber);
  return { words, perVertex: perNumber * 3 };
}
