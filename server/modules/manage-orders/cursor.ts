import { z } from 'zod';
import type { CaseListQuery } from '#contract/manage-orders.ts';

/** Where a page begins: behind the row with this value, activity and id. */
export type Cursor = { key: string; activity: string; id: string };

const shape = z.tuple([
  z.string().max(20),
  z.string().max(20),
  z.string().max(300),
  z.iso.datetime({ offset: true }),
  z.uuid(),
]);

/** The opaque text of a cursor, e.g. for the page after the row that came last; `row` is its key, activity and id as PostgreSQL wrote them. */
export function writeCursor(query: Pick<CaseListQuery, 'sort' | 'direction'>, row: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([query.sort, query.direction, ...row])).toString('base64url');
}

/** Null for a text that isn't a cursor of this sort and direction. */
export function readCursor(query: Pick<CaseListQuery, 'sort' | 'direction'>, text: string): Cursor | null {
  let given: unknown;
  try {
    given = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  const read = shape.safeParse(given);
  if (!read.success || read.data[0] !== query.sort || read.data[1] !== query.direction) return null;
  const [, , key, activity, id] = read.data;
  return isKeyOf[query.sort](key) ? { key, activity, id } : null;
}

const whole = (text: string) => /^-?\d{1,9}$/.test(text);
const words = (text: string) => !/\p{Cc}|\p{Cs}/u.test(text);
const isKeyOf: Record<CaseListQuery['sort'], (text: string) => boolean> = {
  activity: (text) => z.iso.datetime({ offset: true }).safeParse(text).success,
  number: whole,
  patient: words,
  status: whole,
  category: whole,
  package: words,
  setup: whole,
  provider: words,
  practice: words,
  collaborator_status: whole,
  turn: whole,
  promised: (text) => text === 'infinity' || z.iso.date().safeParse(text).success,
};
