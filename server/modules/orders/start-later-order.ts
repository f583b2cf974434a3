import type { Answer, Call } from '#access/route.ts';
import type { startLaterOrder as endpoint } from '#contract/orders.ts';
import { type Prescription, prescription } from '#contract/prescriptions.ts';
import { touchCase, writeHistory } from '#modules/cases/index.ts';
import { newId } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { describeOrder } from './describe-order.ts';
import { approachOfProvider, chosenLaboratories } from './drafts-store.ts';
import { type LaterKind, reopens, whyNot } from './later-orders.ts';
import { factsOfCase, holdCase } from './later-orders-store.ts';
import { insertDraft, orderOf } from './orders-store.ts';

/** Begins a revision, retainer or replacement in a case. */
export async function startLaterOrder(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, actor, scope, body } = call;
  // *Add orders* is for aligners and retainers; what goes on with a case is granted by itself.
  const adds = scope.side !== 'collaborator' || body.kind === 'retainer' || scope.standings.includes('grant_revisions');
  if (!adds) return refuse('not_allowed', { needs: 'order.add' });
  holdCase(tx, scope);
  const [facts, laboratories] = await Promise.all([factsOfCase(tx, scope), chosenLaboratories(tx, scope.practiceId)]);
  if (!facts) return refuse('not_found');
  const why = whyNot(body.kind, facts, tx.now);
  if (why) return refuse(why.code, why.orderId ? { facts: { orderId: why.orderId } } : {});
  const approach = body.kind === 'revision' ? await approachOfProvider(tx, scope.practiceId, facts.practitionerId) : {};
  const same = laboratories.find(({ id }) => id === facts.lastLaboratoryId);
  const preferred = laboratories.find((each) => each.preferred);
  const orderId = newId();
  insertDraft(tx, {
    id: orderId,
    caseId: scope.caseId,
    kind: body.kind,
    laboratoryId: (same ?? preferred ?? (laboratories.length === 1 ? laboratories[0] : undefined))?.id ?? null,
    authorId: actor.accountId,
    prescription: beginningOf(body.kind, facts.lastArches, approach),
  });
  const actedAs = scope.standings[0] ?? null;
  if (reopens(body.kind, facts.orders)) writeHistory(tx, scope, actor, { orderId, event: 'reopen_case', actedAs });
  writeHistory(tx, scope, actor, { orderId, event: 'start', to: 'draft', actedAs });
  touchCase(tx, scope);
  call.audit({
    changes: [
      { field: 'order', after: orderId },
      { field: 'kind', after: body.kind },
    ],
  });
  const order = await orderOf(tx, scope, orderId);
  return order ? describeOrder(order, { actor, scope, now: tx.now }) : refuse('not_found');
}

function beginningOf(
  kind: LaterKind,
  arches: Prescription['arches'],
  approach: Prescription['approach'],
): Prescription {
  return prescription.parse({
    arches,
    approach,
    ...(kind === 'revision' ? {} : { appliance: { from: 'last_stage', sets: 1 } }),
  });
}
