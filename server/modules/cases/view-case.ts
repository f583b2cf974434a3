import { allowedOnCase } from '#access/decide.ts';
import { type Call, JsonText } from '#access/route.ts';
import type { viewCase, viewHistory } from '#contract/cases.ts';
import { refuse } from '#platform/refusal.ts';
import { caseSeen, historySeen } from './store.ts';
import { dayIn } from './today.ts';

/** The case page. A laboratory sees what was sent to it: neither drafts nor hand-overs nor the practice's staff. */
export async function viewTheCase(call: Call<typeof viewCase>) {
  const { tx, scope, actor } = call;
  const json = await caseSeen(tx, scope, {
    accountId: actor.accountId,
    today: dayIn(actor.timeZone, tx.now),
    may: allowedOnCase(scope.standings),
  });
  return json ? new JsonText(json) : refuse('not_found');
}

export async function viewTheHistory(call: Call<typeof viewHistory>) {
  const json = await historySeen(call.tx, call.scope);
  return new JsonText(json);
}
