import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

/** Inter, as on the screen: Latin, Greek and Cyrillic, embedded into each document in the characters that it uses. */
export const fonts = {
  regular: resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
} as const;
