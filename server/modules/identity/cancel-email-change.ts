import type { Answer, Call } from '#access/route.ts';
import type { cancelEmailChange as endpoint } from '#contract/identity.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { endOpenEmailChange } from './store/email-changes.ts';

/** Takes one's own pending change of address back; its links stop. */
export async function cancelEmailChange(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, actor } = call;
  const ended = await endOpenEmailChange(tx, actor.accountId, 'cancelled');
  if (!ended) return refuse('not_found');
  await announce(tx, { kind: 'account_changed', accountId: actor.accountId });
  call.audit({
    subject: { kind: 'account', id: actor.accountId },
    changes: [{ field: 'email', before: ended.new_email, personal: true }],
  });
}
