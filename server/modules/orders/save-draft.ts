import { decideOnCase } from '#access/decide.ts';
import type { Answer, Call } from '#access/route.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import { type saveDraft as endpoint, requiredConfirmations } from '#contract/orders.ts';
import type { Prescription } from '#contract/prescriptions.ts';
import { touchCase } from '#modules/cases/index.ts';
import { isRefusal, type Refusal, refuse } from '#platform/refusal.ts';
import { hasMovedOn } from './act.ts';
import { describeOrder } from './describe-order.ts';
import { approachOfProvider } from './drafts-store.ts';
import { saveGeneral } from './general-information.ts';
import { type OrderPatch, type OrderRow, standingsOn } from './order-row.ts';
import { holdOrder, orderOf, writeOrder } from './orders-store.ts';

type Body = BodyOf<typeof endpoint>;

/** Saves what was filled in, and nothing else: two people drafting together don't undo each other. */
export async function saveDraft(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, actor, scope, body } = call;
  const order = await holdOrder(tx, scope, call.params.orderId);
  if (!order) return refuse('not_found');
  if (order.category !== 'draft' || order.discarded_at) return hasMovedOn(tx, order);
  const beyond = beyondTheGrant(call, order);
  if (beyond) return beyond;
  const general = await saveGeneral(call, order);
  if (isRefusal(general)) return general;
  const patch: OrderPatch = { ...general.patch, saved_at: tx.now };
  const before = await withPreferences(call, order, general.changed.practitionerId);
  const prescription = merged(before, body);
  if (JSON.stringify(prescription) !== JSON.stringify(order.prescription)) patch.prescription = prescription;
  if (body.confirmations) patch.confirmations = ticked(order, body.confirmations, actor, tx.now);
  writeOrder(tx, order.id, patch);
  touchCase(tx, scope);
  call.audit({ subject: { kind: 'case', id: scope.caseId }, changes: fieldsOf(body) });
  const after = general.caseChanged
    ? await orderOf(tx, scope, order.id)
    : { ...order, ...patch, ...general.shown, version: order.version + 1 };
  return after ? describeOrder(after, { actor, scope: general.scope, now: tx.now }) : refuse('not_found');
}

/** A collaborator fills in the own draft but for what is the provider's, and of another's the treatment approach alone. */
function beyondTheGrant({ scope, body }: Call<typeof endpoint>, order: OrderRow): Refusal<'not_allowed'> | undefined {
  if (scope.side !== 'collaborator') return undefined;
  const standings = standingsOn(scope, order);
  const begun = decideOnCase(standings, 'draft.hand_to_provider').allowed;
  const own = ['arches', 'chiefComplaint', 'approach', 'appliance', 'instructions', 'cleared'];
  const within = (name: string) =>
    begun
      ? own.includes(name)
      : name === 'approach' || (name === 'cleared' && body.cleared?.every((field) => field.startsWith('approach.')));
  const may = decideOnCase(standings, 'draft.edit').allowed && Object.keys(body).every(within);
  return may ? undefined : refuse('not_allowed', { needs: 'draft.edit' });
}

/** A provider chosen later brings the own preferences, as long as nothing was said about the treatment yet. */
async function withPreferences(
  { tx, scope, body }: Call<typeof endpoint>,
  order: OrderRow,
  practitionerId: string | null | undefined,
): Promise<Prescription> {
  const empty = Object.keys(order.prescription.approach).length === 0;
  const planned = order.kind === 'aligner' || order.kind === 'revision';
  if (!practitionerId || !empty || !planned) return order.prescription;
  const approach = await approachOfProvider(tx, body.practiceId ?? scope.practiceId, practitionerId);
  return { ...order.prescription, approach };
}

/** Field by field, within approach and appliance too. */
export function merged(before: Prescription, given: Body): Prescription {
  const after: Prescription = {
    arches: given.arches === undefined ? before.arches : given.arches,
    chiefComplaint: given.chiefComplaint ?? before.chiefComplaint,
    approach: { ...before.approach, ...given.approach },
    appliance: { ...before.appliance, ...given.appliance },
    instructions: given.instructions ?? before.instructions,
  };
  for (const field of given.cleared ?? []) {
    const [part, name] = field.split('.');
    if (name && part === 'approach') delete after.approach[name as keyof Prescription['approach']];
    if (name && part === 'appliance') delete after.appliance[name as keyof Prescription['appliance']];
  }
  return after;
}

/** Each tick keeps who set it and when, also when others are set later. */
function ticked(
  order: OrderRow,
  names: readonly string[],
  actor: { accountId: string; firstName: string; lastName: string },
  now: Date,
): OrderRow['confirmations'] {
  const tick = { by: actor.accountId, name: `${actor.firstName} ${actor.lastName}`, at: now.toISOString() };
  const known = requiredConfirmations.filter((name) => names.includes(name));
  return Object.fromEntries(known.map((name) => [name, order.confirmations[name] ?? tick]));
}

/** Which fields were written; their values are the patient's and stand in the order alone. */
function fieldsOf(body: Body): { field: string }[] {
  const { approach, appliance, cleared, ...others } = body;
  const within = (part: string, given: object | undefined) => Object.keys(given ?? {}).map((name) => `${part}.${name}`);
  const fields = [...Object.keys(others), ...within('approach', approach), ...within('appliance', appliance)];
  return [...new Set([...fields, ...(cleared ?? [])])].map((field) => ({ field }));
}
