import { z } from 'zod';
import { allTeeth, isTooth } from './teeth.ts';

export const id = z.uuid();

const hasControlCharacter = (text: string) => /\p{Cc}|\p{Cs}/u.test(text);

/** One line of text a person typed: trimmed, 1 to `max` characters, no control characters or lone surrogates. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !hasControlCharacter(text), { error: 'control_character' });

/** The same, or empty. */
export const optionalLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !hasControlCharacter(text), { error: 'control_character' });

/** Text of several lines, or empty: trimmed, line feeds and tabs allowed, no other control characters. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((given) => !hasControlCharacter(given.replace(/[\n\r\t]/g, '')), { error: 'control_character' });

/** A calendar date, YYYY-MM-DD. */
export const date = z.iso.date();

/** An e-mail address as written by a person; compared without case by `addressKey`. */
export const emailAddress = z.string().trim().max(254).pipe(z.email());

/** The form in which two e-mail addresses are compared. */
export function addressKey(address: string): string {
  return address.trim().toLowerCase();
}

export const password = z
  .string()
  .min(12)
  .max(128)
  .refine((text) => !/\p{Cs}/u.test(text), { error: 'control_character' });

/** A random secret carried by a link: 43 characters of base64url, 256 bits. */
export const linkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const language = z.enum(['en', 'de', 'fr']);
export type Language = z.infer<typeof language>;

/** ISO 3166-1 alpha-2. */
export const country = z.string().regex(/^[A-Z]{2}$/);

export const timeZone = z.string().max(64).refine(isTimeZone, { error: 'unknown_time_zone' });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const instant = z.iso.datetime();

export const toothNotation = z.enum(['fdi', 'universal', 'palmer']);
export const theme = z.enum(['system', 'light', 'dark']);

export const arch = z.enum(['upper', 'lower']);
export const tooth = z.int().refine(isTooth, { error: 'unknown_tooth' });

/** A set of teeth: each at most once, kept in ascending order. */
export const teeth = z
  .array(tooth)
  .max(allTeeth.length)
  .refine((list) => new Set(list).size === list.length, { error: 'twice' })
  .overwrite((list) => list.toSorted((one, other) => one - other));
