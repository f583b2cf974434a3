import type { Answer, Call } from '#access/route.ts';
import { mintCaseScope } from '#access/scope.ts';
import type { startOrder as endpoint } from '#contract/orders.ts';
import { prescription } from '#contract/prescriptions.ts';
import { touchCase, writeHistory } from '#modules/cases/index.ts';
import { newId } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { describeOrder } from './describe-order.ts';
import { approachOfProvider, chosenLaboratories, insertCase, ownPractitioner } from './drafts-store.ts';
import { insertDraft, orderOf } from './orders-store.ts';

/** Begins a case with a draft of its first order. Who can be provider is its provider until somebody else is chosen. */
export async function startOrder(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, actor, body } = call;
  const { organisationId: practiceId, groupId } = call.scope;
  if (!groupId) return refuse('not_found');
  const [practitionerId, laboratories] = await Promise.all([
    ownPractitioner(tx, practiceId, actor.accountId),
    chosenLaboratories(tx, practiceId),
  ]);
  const approach =
    body.kind === 'aligner' && practitionerId ? await approachOfProvider(tx, practiceId, practitionerId) : {};
  const scope = mintCaseScope({
    caseId: newId(),
    practiceId,
    groupId,
    standings: practitionerId ? ['provider', 'practice_member'] : ['practice_member'],
    laboratoryIds: [],
    collaboratorIds: [],
  });
  const orderId = newId();
  const [laboratory] = laboratories;
  insertCase(tx, { id: scope.caseId, groupId, practiceId, practitionerId, createdBy: actor.accountId });
  insertDraft(tx, {
    id: orderId,
    caseId: scope.caseId,
    kind: body.kind,
    laboratoryId: laboratory && (laboratory.preferred || laboratories.length === 1) ? laboratory.id : null,
    authorId: actor.accountId,
    // No setup of an earlier order to make a retainer from.
    prescription: prescription.parse({
      approach,
      ...(body.kind === 'retainer' ? { appliance: { from: 'new_scans', sets: 1 } } : {}),
    }),
  });
  writeHistory(tx, scope, actor, { orderId, event: 'start', to: 'draft', actedAs: scope.standings[0]! });
  touchCase(tx, scope);
  call.audit({
    subject: { kind: 'case', id: scope.caseId, made: true },
    changes: [
      { field: 'order', after: orderId },
      { field: 'kind', after: body.kind },
    ],
  });
  const order = await orderOf(tx, scope, orderId);
  return order ? describeOrder(order, { actor, scope, now: tx.now }) : refuse('not_found');
}
