import type { Condition } from './conditions.ts';
import type { Values } from './values.ts';

const mostWords = 5;
/** Behind every text that begins alike, in the order of code points. */
const last = '\u{10FFFF}';

/** What was typed, as words. */
export function searchWords(typed: string): string[] {
  const words = typed
    .replace(/\p{Cc}|\p{Cs}/gu, ' ')
    .split(/[\s,;#]+/)
    .filter((word) => word !== '');
  return [...new Set(words)].slice(0, mostWords);
}

const columns = ['number_key', 'patient_key', 'first_key', 'provider_key', 'provider_first_key'];

/** A word fits a case whose number, patient's or provider's first or last name begins with it. */
export function wordConditions(word: string, values: Values): Condition {
  const given = values.add(word, 'text');
  // Worked out once, not for each row.
  const from = `(select name_key(${given}))`;
  const to = `(select name_key(${given}) || '${last}')`;
  const beginnings = /^\d+$/.test(word) ? columns : columns.slice(1);
  const ranges = beginnings.map((column) => `r.${column} >= ${from} and r.${column} < ${to}`);
  return { where: `(${ranges.map((range) => `(${range})`).join(' or ')})`, ranges, ordered: false, word: true };
}
