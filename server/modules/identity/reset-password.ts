import type { Answer, Call } from '#access/route.ts';
import type { resetPassword as endpoint } from '#contract/identity.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { passwordChanged } from './letters.ts';
import { setPassword } from './password.ts';
import { presentLink } from './present-link.ts';
import { linkState } from './rules.ts';
import { postSecurityLetter } from './security-letter.ts';
import { endApiTokens, endSessions } from './session.ts';
import { accountById } from './store/accounts.ts';
import { spendLinks } from './store/links.ts';

/** Sets a new password with a link from the mail, signs out everywhere, ends API tokens, and uses up every such link of the account. */
export async function resetPassword(platform: Platform, call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, body, browser } = call;
  const link = await presentLink(tx, body.token, ['password_reset']);
  const state = linkState(link, tx.now);
  if (state !== 'good' || !link?.account_id) return refuse(state === 'good' ? 'link_invalid' : state);
  // Whoever reads the account's mail may act for it, as far as this operation goes.
  await tx.actAs(link.account_id);
  const account = await accountById(tx, link.account_id);
  if (!account) return refuse('link_invalid');
  const owner = { id: account.id, email: account.email, firstName: account.first_name, lastName: account.last_name };
  const refusal = await setPassword(tx, owner, body.password);
  if (refusal) return refusal;
  await spendLinks(tx, account.id, 'password_reset');
  await endSessions(tx, account.id);
  await endApiTokens(tx, account.id);
  await postSecurityLetter(tx, platform, account.id, passwordChanged, browser);
  call.audit({ by: { accountId: account.id, sessionId: null }, subject: { kind: 'account', id: account.id } });
}
