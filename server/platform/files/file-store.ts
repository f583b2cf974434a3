import type { Readable } from 'node:stream';

/** Bytes from `start` to `end`, both counted in. */
export type Range = { start: number; end: number };

/**
 * Where finished files lie: on disk or in a bucket. A key is a path of plain names, e.g. `records/3f/<id>/original`. What was put under
 * a key is there whole or not at all.
 */
export type FileStore = {
  /** Keeps a copy of a local file under a key, in the place of what was there. */
  put(key: string, file: string): Promise<void>;
  /** Null where there is nothing under the key. */
  size(key: string): Promise<number | null>;
  read(key: string, range?: Range): Promise<Readable>;
  /** Brings a file back to a local path. */
  fetch(key: string, file: string): Promise<void>;
  /** Removes everything whose key begins with `prefix`, which ends with a slash. */
  removeAll(prefix: string): Promise<void>;
  /** The names directly below a prefix that ends with a slash. */
  list(prefix: string): Promise<string[]>;
};

/** Keys come from identifiers and words of ours; anything else is a mistake of the program. */
export function checkKey(key: string): string {
  if (!/^[\w-]+(?:\/[\w.-]+)*\/?$/.test(key) || key.includes('..')) throw new Error('a key that no file can have');
  return key;
}

/** So that `records/3f` never takes `records/3f0…` along. */
export function checkPrefix(prefix: string): string {
  if (!prefix.endsWith('/')) throw new Error('a prefix that no folder can have');
  return checkKey(prefix);
}
