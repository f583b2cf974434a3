import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '#contract/shapes.ts';

/** Says a phrase with values put in; a value that is missing is an error, not a gap. */
export type Say = (phrase: string, values?: Record<string, string>) => string;

const books = new Map<string, Record<string, unknown>>();
const formats = new Map<string, IntlMessageFormat>();

/** The sentences of one phrase file in one language: letters, documents, files. */
export function sentences(language: Language, file = 'letters'): Say {
  return (phrase, values = {}) => {
    const key = `${language}/${file} ${phrase}`;
    let format = formats.get(key);
    if (!format) {
      format = new IntlMessageFormat(find(`${language}/${file}`, phrase), language, undefined, { ignoreTag: true });
      formats.set(key, format);
    }
    return String(format.format(values));
  };
}

function find(file: string, phrase: string): string {
  const found = phrase
    .split('.')
    .reduce<unknown>((tree, step) => (tree as Record<string, unknown>)?.[step], book(file));
  if (typeof found !== 'string') throw new Error(`phrases/${file}.json has no ${phrase}`);
  return found;
}

function book(file: string): Record<string, unknown> {
  let read = books.get(file);
  if (!read) {
    const url = new URL(`../../phrases/${file}.json`, import.meta.url);
    read = JSON.parse(readFileSync(url, 'utf8')) as Record<string, unknown>;
    books.set(file, read);
  }
  return read;
}
