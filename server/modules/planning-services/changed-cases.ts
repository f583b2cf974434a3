import { type Call, JsonText } from '#access/route.ts';
import type { listChangedCases } from '#contract/planning-services.ts';
import { refuse } from '#platform/refusal.ts';
import { dayIn } from '../cases/index.ts';
import { changedCases, type Place } from './store.ts';

const beginning: Place = { changedIn: '0', caseId: '00000000-0000-0000-0000-000000000000' };
const cursor = /^(\d{1,18})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** What a service's software reads again and again: whatever changed since it asked last. */
export async function listTheChangedCases({ tx, actor, query }: Call<typeof listChangedCases>) {
  const given = query.after === undefined ? undefined : cursor.exec(query.after);
  if (given === null) return refuse('invalid', { errors: [{ path: 'query.after', reason: 'unknown_cursor' }] });
  const after = given ? { changedIn: given[1]!, caseId: given[2]! } : beginning;
  const reader = { accountId: actor.accountId, today: dayIn(actor.timeZone, tx.now) };
  const rows = await changedCases(tx, reader, after, query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const next = last ? `${last.changed_in}.${last.case_id}` : `${after.changedIn}.${after.caseId}`;
  const more = rows.length > page.length;
  return new JsonText(`{"cases":[${page.map(({ told }) => told).join(',')}],"next":"${next}","more":${more}}`);
}
