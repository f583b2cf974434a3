import type { Answer, Call } from '#access/route.ts';
import type { printChairsideCard } from '#contract/chairside.ts';
import type { Language } from '#contract/shapes.ts';
import { refuse } from '#platform/refusal.ts';
import { documentHead } from '../cases/index.ts';
import { cardPage } from './card-page.ts';
import { factsOf } from './store.ts';
import { cardOf } from './view-card.ts';

/** The card on paper, for where no screen stands by the chair. */
export async function printTheCard(call: Call<typeof printChairsideCard>): Promise<Answer<typeof printChairsideCard>> {
  const { tx, scope, actor, query } = call;
  const [facts, head] = await Promise.all([factsOf(tx, scope), documentHead(tx, scope, actor.accountId)]);
  if (!facts || !head) return refuse('not_found');
  const card = cardOf(facts, query.orderId, { actor, scope, now: tx.now });
  if (!card) return refuse('no_approved_setup');
  return cardPage(card, { head, language: actor.language as Language, now: tx.now });
}
