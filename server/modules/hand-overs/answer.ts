import type { Actor } from '#access/actor.ts';
import type { Answer, Call } from '#access/route.ts';
import type { answerHandOver, answerHandOvers, listMyHandOvers } from '#contract/hand-overs.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { touchCase, writeHistory } from '../cases/index.ts';
import { knownLanguage } from '../team/index.ts';
import * as letters from './letters.ts';
import { accept, addressOf, decline, holdOffers, mayProvide, type OfferRow, offersTo } from './store.ts';

export async function listTheHandOvers(call: Call<typeof listMyHandOvers>) {
  const rows = await offersTo(call.tx, call.actor);
  return {
    handOvers: rows.map((row) => ({
      id: row.id,
      caseId: row.case_id,
      number: row.number,
      patient: row.patient,
      practice: row.practice,
      to: row.to_name,
      until: row.until,
      offeredBy: row.offered_name,
      offeredAt: row.offered_at.toISOString(),
    })),
  };
}

export async function answerTheHandOver(
  call: Call<typeof answerHandOver>,
  platform: Platform,
): Promise<Answer<typeof answerHandOver>> {
  const { tx, actor, params, body } = call;
  const [offer] = await holdOffers(tx, actor, [params.handOverId]);
  if (!offer) return refuse('not_found');
  if (offer.over) return refuse('hand_over_over');
  if (body.accept && !(await mayProvide(tx, offer.practice_id, offer.to_practitioner_id)))
    return refuse('not_a_provider');
  await answer(tx, actor, offer, body.accept);
  await tellAnswered(tx, platform, actor, [offer], body.accept);
  call.audit({
    organisationId: offer.practice_id,
    subject: { kind: 'case', id: offer.case_id },
    changes: [{ field: 'accepted', after: String(body.accept) }],
  });
  return undefined;
}

/** Several at once; what is over by now is left out. */
export async function answerTheHandOvers(
  call: Call<typeof answerHandOvers>,
  platform: Platform,
): Promise<Answer<typeof answerHandOvers>> {
  const { tx, actor, body } = call;
  const asked = new Set(body.handOverIds);
  const answered: OfferRow[] = [];
  for (const offer of await holdOffers(tx, actor, [...asked])) {
    if (offer.over) continue;
    if (body.accept && !(await mayProvide(tx, offer.practice_id, offer.to_practitioner_id))) continue;
    await answer(tx, actor, offer, body.accept);
    answered.push(offer);
    call.alsoAudit({
      action: 'answerHandOver',
      organisationId: offer.practice_id,
      subject: { kind: 'case', id: offer.case_id },
      changes: [{ field: 'accepted', after: String(body.accept) }],
    });
  }
  const together = Map.groupBy(answered, (offer) => `${offer.practice_id} ${offer.offered_by}`);
  for (const offers of together.values()) await tellAnswered(tx, platform, actor, offers, body.accept);
  return { answered: answered.length, skipped: asked.size - answered.length };
}

async function answer(tx: Tx, actor: Actor, offer: OfferRow, accepts: boolean): Promise<void> {
  const scope = { caseId: offer.case_id };
  await (accepts ? accept(tx, offer) : decline(tx, offer));
  writeHistory(tx, scope, actor, {
    orderId: null,
    event: accepts ? 'hand_over' : 'decline_hand_over',
    actedAs: accepts ? 'provider' : 'practice_member',
    facts: { to: offer.to_name, until: offer.until },
  });
  if (accepts) touchCase(tx, scope);
}

/** Who offered hears of it by letter: one for all that is answered together. */
async function tellAnswered(
  tx: Tx,
  platform: Platform,
  actor: Actor,
  offers: readonly OfferRow[],
  accepts: boolean,
): Promise<void> {
  const [first] = offers;
  if (!first) return;
  await announce(tx, { kind: 'hand_overs_changed', accountId: actor.accountId });
  await announce(tx, { kind: 'hand_overs_changed', organisationId: first.practice_id });
  const person = await addressOf(tx, first.practice_id, first.offered_by);
  if (!person || first.offered_by === actor.accountId) return;
  await platform.mail.post(tx, {
    template: accepts ? letters.accepted : letters.declined,
    to: person.email,
    language: knownLanguage(person.language),
    firstName: person.first_name,
    sender: { name: person.practice },
    values: {
      person: `${actor.firstName} ${actor.lastName}`,
      practice: person.practice,
      cases: letters.namesOfCases(offers),
      url: `${platform.config.publicUrl}/practices/${first.practice_id}`,
    },
  });
}
