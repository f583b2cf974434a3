import type { Answer, Call } from '#access/route.ts';
import type { answerEmailChange as endpoint } from '#contract/identity.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { type Refusal, refuse } from '#platform/refusal.ts';
import { applyEmailChange } from './apply-email-change.ts';
import { presentLink } from './present-link.ts';
import { emailChangeState, linkState } from './rules.ts';
import { type EmailChangeRow, endEmailChange, markConfirmed, takeEmailChange } from './store/email-changes.ts';

/** Confirms or stops a change of address with a link sent to the new or the old one. Confirming twice changes nothing more. */
export async function answerEmailChange(
  platform: Platform,
  call: Call<typeof endpoint>,
): Promise<Answer<typeof endpoint>> {
  const { tx, body } = call;
  const link = await presentLink(tx, body.token, ['email_change_new', 'email_change_old']);
  const change = link?.email_change_id ? await takeEmailChange(tx, link.email_change_id) : undefined;
  if (!link || !change) return refuse('link_invalid');
  if (change.ended_at) return endedRefusal(change);
  const state = linkState(link, tx.now);
  if (state !== 'good') return refuse(state);
  // The link proves that its address can be read: enough to answer for this change, and for nothing else.
  await tx.actAs(change.account_id);
  const subject = { kind: 'account', id: change.account_id };
  const by = { accountId: change.account_id, sessionId: null };
  const side = link.purpose === 'email_change_new' ? 'new' : 'old';
  await announce(tx, { kind: 'account_changed', accountId: change.account_id });
  if (body.answer === 'object') {
    await endEmailChange(tx, change.id, 'objected');
    call.audit({ action: 'objectToEmailChange', by, subject, changes: [{ field: 'answered_by', after: side }] });
    return { state: 'objected', effectiveAt: null };
  }
  await markConfirmed(tx, change.id, side);
  call.audit({ by, subject, changes: [{ field: 'answered_by', after: side }] });
  return goOn(platform, call, {
    ...change,
    ...(side === 'new'
      ? { confirmed_new_at: change.confirmed_new_at ?? tx.now }
      : { confirmed_old_at: change.confirmed_old_at ?? tx.now }),
  });
}

async function goOn(
  platform: Platform,
  { tx, audit }: Call<typeof endpoint>,
  change: EmailChangeRow,
): Promise<Answer<typeof endpoint>> {
  const state = emailChangeState(
    {
      confirmedNewAt: change.confirmed_new_at,
      confirmedOldAt: change.confirmed_old_at,
      effectiveAt: change.effective_at,
    },
    tx.now,
  );
  if (state !== 'due')
    return { state, effectiveAt: state === 'waiting_for_old' ? change.effective_at.toISOString() : null };
  const changes = await applyEmailChange(platform, tx, change);
  if (!changes) return refuse('address_in_use', { keep: true });
  audit({ action: 'changeEmail', changes });
  return { state: 'changed', effectiveAt: null };
}

function endedRefusal(
  change: EmailChangeRow,
): Refusal<'link_expired' | 'link_used' | 'link_invalid' | 'address_in_use'> {
  if (change.ended_as === 'expired') return refuse('link_expired');
  if (change.ended_as === 'address_in_use') return refuse('address_in_use');
  return refuse(change.ended_as === 'changed' || change.ended_as === 'objected' ? 'link_used' : 'link_invalid');
}
