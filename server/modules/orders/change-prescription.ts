import type { Answer, Call } from '#access/route.ts';
import type * as contract from '#contract/orders.ts';
import { missingInPrescription } from '#contract/prescriptions.ts';
import { touchCase, writeHistory } from '#modules/cases/index.ts';
import { refuse } from '#platform/refusal.ts';
import { hasMovedOn } from './act.ts';
import { describeOrder, plans, prescriptionChangeable } from './describe-order.ts';
import { standingsOn } from './order-row.ts';
import { holdOrder, writeOrder } from './orders-store.ts';
import { differencesBetween } from './prescription-differences.ts';
import { acknowledgeVersions, insertPrescriptionVersion } from './sending-store.ts';

/** The next version of what is asked; the laboratory acknowledges it before its next delivery. */
export async function changePrescription(
  call: Call<typeof contract.changePrescription>,
): Promise<Answer<typeof contract.changePrescription>> {
  const { tx, actor, scope, body } = call;
  const order = await holdOrder(tx, scope, call.params.orderId);
  if (!order) return refuse('not_found');
  if (!prescriptionChangeable(order)) return hasMovedOn(tx, order);
  if (body.basedOn !== order.prescription_version) return refuse('changed_meanwhile');
  const differences = differencesBetween(order.prescription, body.prescription);
  if (differences.length === 0) return refuse('nothing_changed');
  // Who was granted to edit the prescription changes the treatment approach, and nothing beside it.
  const approachOnly = scope.side === 'collaborator';
  if (approachOnly && differences.some(({ field }) => !field.startsWith('approach.') && field !== 'approach'))
    return refuse('not_allowed', { needs: 'prescription.change' });
  const missing = missingInPrescription(order.kind, body.prescription);
  if (missing.length > 0) {
    return refuse('order_incomplete', {
      errors: missing.map(({ step, what }) => ({ path: `${step}.${what}`, reason: 'missing' })),
    });
  }
  const version = order.prescription_version + 1;
  const patch = { prescription: body.prescription, prescription_version: version };
  insertPrescriptionVersion(tx, {
    orderId: order.id,
    version,
    prescription: body.prescription,
    by: actor.accountId,
  });
  writeOrder(tx, order.id, patch);
  writeHistory(tx, scope, actor, {
    orderId: order.id,
    event: 'change_prescription',
    facts: { version },
    actedAs: standingsOn(scope, order)[0] ?? null,
  });
  touchCase(tx, scope);
  call.audit({
    subject: { kind: 'case', id: scope.caseId },
    changes: [
      { field: 'order', after: order.id },
      { field: 'prescriptionVersion', before: String(version - 1), after: String(version) },
      ...differences.map(({ field }) => ({ field })),
    ],
  });
  return describeOrder({ ...order, ...patch, version: order.version + 1 }, { actor, scope, now: tx.now });
}

export async function acknowledgePrescription(
  call: Call<typeof contract.acknowledgePrescription>,
): Promise<Answer<typeof contract.acknowledgePrescription>> {
  const { tx, actor, scope } = call;
  const { version } = call.params;
  const order = await holdOrder(tx, scope, call.params.orderId);
  if (!order || version > order.prescription_version) return refuse('not_found');
  if (!plans(order)) return refuse('not_allowed', { needs: 'order.process' });
  const shown = { actor, scope, now: tx.now };
  if (version <= order.acknowledged_version) return describeOrder(order, shown);
  const patch = { acknowledged_version: version };
  acknowledgeVersions(tx, order.id, version, actor.accountId);
  writeOrder(tx, order.id, patch);
  writeHistory(tx, scope, actor, {
    orderId: order.id,
    event: 'acknowledge_prescription',
    facts: { version },
    actedAs: order.laboratory_roles![0] ?? null,
  });
  touchCase(tx, scope);
  call.audit({
    subject: { kind: 'case', id: scope.caseId },
    changes: [
      { field: 'order', after: order.id },
      { field: 'acknowledgedVersion', before: String(order.acknowledged_version), after: String(version) },
    ],
  });
  return describeOrder({ ...order, ...patch, version: order.version + 1 }, shown);
}
