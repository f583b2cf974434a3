import type { Actor } from '#access/actor.ts';
import { type Call, JsonText } from '#access/route.ts';
import type { OrganisationScope } from '#access/scope.ts';
import type { listSharedCases } from '#contract/collaborator-view.ts';
import type { CaseListQuery, listCases, listCasesOfMyPractices } from '#contract/manage-orders.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { refuse } from '#platform/refusal.ts';
import { dayIn } from '../cases/index.ts';
import type { Reader } from './conditions.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { readPage, type Viewers } from './store.ts';

/** A page of Manage Orders of a practice or laboratory. */
export async function listTheCases({ tx, scope, actor, query }: Call<typeof listCases>) {
  if (scope.kind === 'practice' && query.practice && !query.practice.includes(scope.organisationId)) return emptyPage;
  return answerPage(tx, query, readerOf(actor, tx, sideIn(scope)), { scope });
}

/** A page of all the practices of a group where the account works. */
export async function listTheCasesOfMyPractices({ tx, actor, params, query }: Call<typeof listCasesOfMyPractices>) {
  const { accountId, secondFactor } = actor;
  return answerPage(tx, query, readerOf(actor, tx, 'practice'), {
    ofGroup: params.ofGroupId,
    accountId,
    secondFactor,
    practices: query.practice,
  });
}

/** A page of the cases that are shared with the account, of all providers. */
export async function listTheSharedCases({ tx, actor, query }: Call<typeof listSharedCases>) {
  return answerPage(tx, query, readerOf(actor, tx, 'collaborator'), { sharedWith: actor.accountId });
}

/** On which side an organisation's list is read. */
export const sideIn = ({ kind }: OrganisationScope): Reader['side'] =>
  kind === 'laboratory' ? 'laboratory' : kind === 'planning_service' ? 'collaborator' : 'practice';

export function readerOf(actor: Actor, tx: Tx, side: Reader['side']): Reader {
  return { accountId: actor.accountId, today: dayIn(actor.timeZone, tx.now), side };
}

const emptyPage = new JsonText('{"rows":[],"next":null}');

async function answerPage(tx: Tx, query: CaseListQuery, reader: Reader, viewers: Viewers) {
  const cursor = query.after === undefined ? null : readCursor(query, query.after);
  if (query.after !== undefined && !cursor)
    return refuse('invalid', { errors: [{ path: 'query.after', reason: 'unknown_cursor' }] });
  const page = await readPage(tx, query, cursor, reader, viewers);
  const next = page.next ? `"${writeCursor(query, page.next.map(String))}"` : 'null';
  return new JsonText(`{"rows":[${page.rows}],"next":${next}}`);
}
