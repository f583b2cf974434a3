import type { Call } from '#access/route.ts';
import type { countSharedCases } from '#contract/collaborator-view.ts';
import type { CaseCounts, countCases, countCasesOfMyPractices } from '#contract/manage-orders.ts';
import { categories, statuses } from '#contract/order-life.ts';
import { type KeptCounts, readCounts } from './counts-store.ts';
import { readerOf, sideIn } from './list-cases.ts';

/** How many cases each quick filter finds, of one practice or laboratory. */
export async function countTheCases({ tx, scope, actor }: Call<typeof countCases>) {
  return countsFrom(await readCounts(tx, readerOf(actor, tx, sideIn(scope)), { scope }));
}

/** The same for all the practices of a group where the account works. */
export async function countTheCasesOfMyPractices({ tx, actor, params }: Call<typeof countCasesOfMyPractices>) {
  const { accountId, secondFactor } = actor;
  const of = { ofGroup: params.ofGroupId, accountId, secondFactor, practices: undefined };
  return countsFrom(await readCounts(tx, readerOf(actor, tx, 'practice'), of));
}

/** The same for the cases that are shared with the account. */
export async function countTheSharedCases({ tx, actor }: Call<typeof countSharedCases>) {
  return countsFrom(await readCounts(tx, readerOf(actor, tx, 'collaborator'), { sharedWith: actor.accountId }));
}

function countsFrom({ kept, overdue, unread, mine }: KeptCounts): CaseCounts {
  const of = (key: string) => kept[key] ?? 0;
  return {
    status: Object.fromEntries(statuses.map((each) => [each, of(`status:${each}`)])) as CaseCounts['status'],
    category: Object.fromEntries(
      categories.flatMap((each) => (of(`category:${each}`) ? [[each, of(`category:${each}`)]] : [])),
    ),
    mine,
    overdue,
    needsProvider: of('needs_provider'),
    unread,
    answerNeeded: of('answer_needed'),
    unassigned: of('assigned:nobody'),
  };
}
