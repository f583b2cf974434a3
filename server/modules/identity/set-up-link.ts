import type { Answer, Call } from '#access/route.ts';
import type { lookUpSetUp as endpoint } from '#contract/identity.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { type Refusal, refuse } from '#platform/refusal.ts';
import { digestOf, newToken } from '#platform/secret.ts';
import { presentLink } from './present-link.ts';
import { later } from './rules.ts';
import { instanceSetUpAt } from './store/accounts.ts';
import { deleteSetUpLinks, insertLink, spendSetUpLinkRow } from './store/links.ts';

const hundredYears = 100 * 365 * 86_400_000;

/** A new link for the first set-up, instead of former ones; null once that is done. As midline_worker. */
export async function offerSetUp(tx: Tx): Promise<string | null> {
  if (await instanceSetUpAt(tx)) return null;
  await deleteSetUpLinks(tx);
  const token = newToken();
  await insertLink(tx, {
    digest: digestOf(token),
    purpose: 'set_up',
    accountId: null,
    expiresAt: later(tx.now, hundredYears),
  });
  return token;
}

/**
 * Takes the set-up link for the rest of the transaction, or says why not. Replaces what the transaction presented: call it before
 * `createAccount`, and present the address together with the token after it.
 */
export async function takeSetUpLink(
  tx: Tx,
  token: string,
): Promise<Refusal<'link_invalid' | 'set_up_done'> | undefined> {
  const link = await presentLink(tx, token, ['set_up']);
  if (await instanceSetUpAt(tx)) return refuse('set_up_done');
  return link && !link.usedAt ? undefined : refuse('link_invalid');
}

/** Uses the set-up link up, once the account that it makes exists. */
export async function spendSetUpLink(tx: Tx, token: string, accountId: string): Promise<void> {
  await spendSetUpLinkRow(tx, digestOf(token), accountId);
}

/** Whether a set-up link is good. */
export async function lookUpSetUp(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  return takeSetUpLink(call.tx, call.body.token);
}
