import type { Answer, Call } from '#access/route.ts';
import { mintCaseScope } from '#access/scope.ts';
import type * as contract from '#contract/collaborator-view.ts';
import { prescription } from '#contract/prescriptions.ts';
import { touchCase, writeHistory } from '#modules/cases/index.ts';
import { newId } from '#platform/ids.ts';
import { type Refusal, refuse } from '#platform/refusal.ts';
import { inFuture } from '../patients/index.ts';
import { hasMovedOn } from './act.ts';
import { describeOrder, missingFor } from './describe-order.ts';
import { unfinished } from './missing.ts';
import { holdOrder, orderOf, writeOrder } from './orders-store.ts';
import { beginCaseFor, caseStandingOf, namePatient, sharedWithMe, unreadShared } from './prepare-store.ts';

/** Orders that a collaborator prepares for a provider, who submits them. */

export async function viewCollaboratorView(
  call: Call<typeof contract.viewCollaboratorView>,
): Promise<Answer<typeof contract.viewCollaboratorView>> {
  const [providers, unread] = await Promise.all([sharedWithMe(call.tx), unreadShared(call.tx, call.actor.accountId)]);
  return {
    providers: providers.map(({ practitioner_id, name }) => ({ practitionerId: practitioner_id, name })),
    addsOrdersFor: providers
      .filter(({ adds_at }) => adds_at.length > 0)
      .map(({ practitioner_id, name, adds_at }) => ({ practitionerId: practitioner_id, name, practices: adds_at })),
    unread,
  };
}

/** Begins a case with a draft for the provider; whoever begins it is its author, and at once collaborator of the case. */
export async function startOrderForProvider(
  call: Call<typeof contract.startOrderForProvider>,
): Promise<Answer<typeof contract.startOrderForProvider>> {
  const { tx, actor, body } = call;
  const [caseId, orderId] = [newId(), newId()];
  const asked = prescription.parse(body.kind === 'retainer' ? { appliance: { from: 'new_scans', sets: 1 } } : {});
  const groupId = await beginCaseFor(tx, { ...body, caseId, orderId, asked });
  // Whether there is such a provider or practice isn't told to whom nothing was granted there.
  if (!groupId) return refuse('not_found');
  const standing = await caseStandingOf(tx, caseId);
  const scope = mintCaseScope({ ...standing, caseId, groupId });
  writeHistory(tx, scope, actor, { orderId, event: 'start', to: 'draft', actedAs: 'grant_add_orders' });
  touchCase(tx, scope);
  call.audit({
    subject: { kind: 'case', id: caseId, made: true },
    changes: [
      { field: 'order', after: orderId },
      { field: 'kind', after: body.kind },
      { field: 'practitioner', after: body.practitionerId },
    ],
  });
  const order = await orderOf(tx, scope, orderId);
  return order ? describeOrder(order, { actor, scope, now: tx.now }) : refuse('not_found');
}

/** The patient is new: nothing is told of those whom the practice knows. */
export async function nameNewPatient(
  call: Call<typeof contract.nameNewPatient>,
): Promise<Answer<typeof contract.nameNewPatient>> {
  const { tx, actor, scope, params, body } = call;
  if (inFuture(body.birthDate, tx.now)) return refuse('birth_date_in_future');
  const patientId = newId();
  const outcome = await namePatient(tx, { ...params, patientId, person: body });
  if (outcome !== 'made' && outcome !== 'changed' && outcome !== 'same') return refuse(outcome);
  if (outcome !== 'same') touchCase(tx, scope);
  call.audit({
    subject: { kind: 'case', id: scope.caseId },
    changes: Object.keys(body).map((field) => ({ field })),
  });
  const order = await orderOf(tx, scope, params.orderId);
  return order ? describeOrder(order, { actor, scope, now: tx.now }) : refuse('not_found');
}

/** Ready to submit: everything that is the collaborator's to fill in is there. */
export async function handToProvider(
  call: Call<typeof contract.handToProvider>,
): Promise<Answer<typeof contract.handToProvider>> {
  const { tx, actor, scope, params } = call;
  const order = await holdOrder(tx, scope, params.orderId);
  if (!order) return refuse('not_found');
  if (!order.own) return refuse('not_yours');
  if (order.category !== 'draft' || order.discarded_at) return hasMovedOn(tx, order);
  if (order.records.some(unfinished)) return refuse('uploads_unfinished');
  const missing = missingFor({ scope }, order);
  if (missing.length > 0) return incomplete(missing);
  const patch = { handed_at: tx.now, handed_name: `${actor.firstName} ${actor.lastName}` };
  writeOrder(tx, order.id, patch);
  // Of the case: a laboratory that gets the order later isn't told who prepared it.
  writeHistory(tx, scope, actor, {
    orderId: null,
    event: 'hand_to_provider',
    facts: { order: order.id, kind: order.kind },
    actedAs: scope.standings.find((each) => each === 'grant_add_orders' || each === 'grant_revisions') ?? null,
  });
  touchCase(tx, scope);
  call.audit({ subject: { kind: 'case', id: scope.caseId }, changes: [{ field: 'order', after: order.id }] });
  return describeOrder({ ...order, ...patch, version: order.version + 1 }, { actor, scope, now: tx.now });
}

const incomplete = (missing: ReturnType<typeof missingFor>): Refusal<'order_incomplete'> =>
  refuse('order_incomplete', {
    errors: missing.map(({ step, what }) => ({ path: `${step}.${what}`, reason: 'missing' })),
  });
