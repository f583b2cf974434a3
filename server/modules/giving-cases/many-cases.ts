import type { Answer, Call } from '#access/route.ts';
import type { CaseRow } from '#contract/cases.ts';
import type {
  countCasesToGive,
  giveManyCases,
  listCasesToGive,
  listCollaborationsToGive,
  setFutureCases,
  viewGiving,
} from '#contract/giving-cases.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { readCursor, readerOf, readPage, writeCursor } from '../manage-orders/index.ts';
import { type Choice, chosenCases, countFitting, readerFor } from './choose-cases.ts';
import { actSeen, finishAct, insertAct } from './givings-store.ts';
import { type CollaborationRow, collaborationsAt, give, givenAmong, setFuture, take, tellGivings } from './store.ts';

/** So many are given while the browser waits; more are worked in the background, with progress. */
export const mostAtOnce = 200;

/** To whom the person asking may give cases of the practice. */
export async function listToGive(
  call: Call<typeof listCollaborationsToGive>,
): Promise<Answer<typeof listCollaborationsToGive>> {
  const rows = await collaborationsAt(call.tx, call.scope);
  return { collaborations: rows.map((row) => described(row, call.actor.accountId)) };
}

function described(row: CollaborationRow, reader: string) {
  const { collaborationId, name, service, waiting, grants, futureCases, given } = row;
  return {
    ...{ collaborationId, name, service, waiting, grants, futureCases, given },
    provider: {
      practitionerId: row.practitionerId,
      name: row.provider,
      you: row.providerAccountId === reader,
    },
    consentNeeded: !row.consentCurrent,
  };
}

type OfCollaboration = Pick<Call<typeof countCasesToGive>, 'tx' | 'scope' | 'params' | 'actor'>;

/** The collaboration of the path, if the person asking acts in it. */
async function chosenCollaboration({ tx, scope, params }: OfCollaboration): Promise<CollaborationRow | undefined> {
  const [row] = await collaborationsAt(tx, scope, params.collaborationId);
  return row;
}

const subjectOf = (call: OfCollaboration, row: CollaborationRow) => ({
  practiceId: call.scope.organisationId,
  practitionerId: row.practitionerId,
  collaborationId: row.collaborationId,
});

/** A page of the provider's cases, with whether each is given. */
export async function listToGiveCases(call: Call<typeof listCasesToGive>): Promise<Answer<typeof listCasesToGive>> {
  const { tx, scope, actor, query } = call;
  const row = await chosenCollaboration(call);
  if (!row) return refuse('not_found');
  const { given, ...rest } = query;
  const asked = { ...rest, provider: [row.practitionerId] };
  const cursor = query.after === undefined ? null : readCursor(asked, query.after);
  if (query.after !== undefined && !cursor)
    return refuse('invalid', { errors: [{ path: 'query.after', reason: 'unknown_cursor' }] });
  if (query.practice && !query.practice.includes(scope.organisationId)) return { rows: [], next: null };
  const reader = readerFor(readerOf(actor, tx, 'practice'), given, row.collaborationId);
  const page = await readPage(tx, asked, cursor, reader, { scope });
  const rows = JSON.parse(`[${page.rows}]`) as CaseRow[];
  const have = await givenAmong(
    tx,
    row.collaborationId,
    rows.map(({ id }) => id),
  );
  return {
    rows: rows.map((each) => ({ ...each, given: have.has(each.id) })),
    next: page.next ? writeCursor(asked, page.next.map(String)) : null,
  };
}

export async function countToGive(call: Call<typeof countCasesToGive>): Promise<Answer<typeof countCasesToGive>> {
  const row = await chosenCollaboration(call);
  if (!row) return refuse('not_found');
  return countFitting(call.tx, call.query, subjectOf(call, row), readerOf(call.actor, call.tx, 'practice'));
}

/** Gives or takes: a few at once, many as a job that the page follows. */
export async function giveMany(call: Call<typeof giveManyCases>): Promise<Answer<typeof giveManyCases>> {
  const { tx, scope, actor, params, body } = call;
  const row = await chosenCollaboration(call);
  if (!row) return refuse('not_found');
  if (body.act === 'give' && !row.consentCurrent) return refuse('consent_needed');
  const before = await actSeen(tx, body.clientId, params.collaborationId);
  if (before) return before;
  const choice = body.cases as Choice;
  const act = {
    id: body.clientId,
    practiceId: scope.organisationId,
    collaborationId: row.collaborationId,
    accountId: actor.accountId,
    act: body.act,
    chosen: choice,
    earlierMessages: body.earlierMessages,
  };
  if (!(await insertAct(tx, act))) return refuse('giving_running');
  const cases = await chosenCases(tx, choice, subjectOf(call, row), readerOf(actor, tx, 'practice'), mostAtOnce + 1);
  if (cases.length <= mostAtOnce) {
    const outcome = await workChunk(tx, act, cases);
    if (!outcome) return refuse('collaboration_over');
    tellGivings(tx, row.collaborationId, cases);
    await finishAct(tx, act.id, { chosen: cases.length, ...outcome }, true);
  }
  call.audit({
    subject: { kind: 'collaboration', id: row.collaborationId },
    changes: [
      { field: body.act === 'give' ? 'given' : 'taken', after: row.name },
      ...(cases.length <= mostAtOnce ? [{ field: 'cases', after: String(cases.length) }] : []),
    ],
  });
  return (await actSeen(tx, act.id, row.collaborationId))!;
}

/** One part of an act; undefined where the collaboration is over. */
export async function workChunk(
  tx: Call['tx'],
  act: { act: 'give' | 'take'; collaborationId: string; earlierMessages: boolean },
  cases: readonly string[],
): Promise<{ changed: number; unchanged: number; notShared: number; notTheirs: number } | undefined> {
  if (act.act === 'take') {
    const taken = await take(tx, act.collaborationId, cases);
    return { changed: taken, unchanged: cases.length - taken, notShared: 0, notTheirs: 0 };
  }
  const counts = await give(tx, act.collaborationId, cases, act.earlierMessages);
  if (!counts) return undefined;
  const { given, had, notShared, notTheirs } = counts;
  return { changed: given, unchanged: had, notShared, notTheirs };
}

export async function viewTheGiving(call: Call<typeof viewGiving>): Promise<Answer<typeof viewGiving>> {
  return (await actSeen(call.tx, call.params.givingId, call.params.collaborationId)) ?? refuse('not_found');
}

/** *All future cases too*, on and off. */
export async function setTheFutureCases(call: Call<typeof setFutureCases>): Promise<Answer<typeof setFutureCases>> {
  const { tx, scope, body } = call;
  const row = await chosenCollaboration(call);
  if (!row) return refuse('not_found');
  if (row.futureCases === body.futureCases) return undefined;
  if (body.futureCases && !row.consentCurrent) return refuse('consent_needed');
  await setFuture(tx, row.collaborationId, body.futureCases);
  await announce(tx, { kind: 'collaborations_changed', organisationId: scope.organisationId });
  call.audit({
    subject: { kind: 'collaboration', id: row.collaborationId },
    changes: [{ field: 'futureCases', before: String(row.futureCases), after: String(body.futureCases) }],
  });
  return undefined;
}
