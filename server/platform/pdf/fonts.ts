import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const files = {
  regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  bold: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
} as const;

let read: Record<keyof typeof files, Buffer> | undefined;

/**
 * Inter, as on the screen: Latin, Greek and Cyrillic, embedded into each document in the characters that it uses. Each document opens
 * the bytes anew: an opened font remembers which letters its glyphs stood for, and in a second document they can't be copied out right.
 */
export function fontBytes(): Record<keyof typeof files, Buffer> {
  read ??= { regular: readFileSync(resolve(files.regular)), bold: readFileSync(resolve(files.bold)) };
  return read;
}
