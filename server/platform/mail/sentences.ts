import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '#contract/shapes.ts';

/** Says a phrase of letters.json with values put in; undefined values are an error, not a gap. */
export type Say = (phrase: string, values?: Record<string, string>) => string;

const books = new Map<Language, Record<string, unknown>>();
const formats = new Map<string, IntlMessageFormat>();

/** The sentences of letters in one language. */
export function sentences(language: Language): Say {
  return (phrase, values = {}) => {
    const key = `${language} ${phrase}`;
    let format = formats.get(key);
    if (!format) {
      format = new IntlMessageFormat(find(language, phrase), language, undefined, { ignoreTag: true });
      formats.set(key, format);
    }
    return String(format.format(values));
  };
}

function find(language: Language, phrase: string): string {
  const found = phrase
    .split('.')
    .reduce<unknown>((tree, step) => (tree as Record<string, unknown>)?.[step], book(language));
  if (typeof found !== 'string') throw new Error(`phrases/${language}/letters.json has no ${phrase}`);
  return found;
}

function book(language: Language): Record<string, unknown> {
  let read = books.get(language);
  if (!read) {
    const file = new URL(`../../../phrases/${language}/letters.json`, import.meta.url);
    read = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    books.set(language, read);
  }
  return read;
}
