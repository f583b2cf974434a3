import { requiredConfirmations } from '#contract/orders.ts';
import { type Missing, missingInPrescription } from '#contract/prescriptions.ts';
import { type Requirements, type Slot, slotNames, usualRequirements } from '#contract/records.ts';
import type { OrderRow, RecordState } from './order-row.ts';

/** Bytes or their reading are still on the way. */
export const unfinished = (record: RecordState): boolean => record.state === 'uploading' || record.state === 'checking';

const usable = (record: RecordState): boolean => ['ready', 'posted', 'received'].includes(record.state);

/** What the laboratory asks for: as it stated, and as usual where it stated nothing. */
export function requirementsOf(order: Pick<OrderRow, 'kind' | 'required'>): Requirements {
  return { ...usualRequirements(order.kind), ...order.required };
}

/** What a draft lacks before it can be submitted, by step. */
export function missingIn(order: OrderRow): Missing[] {
  const found: Missing[] = [];
  const lacks = (step: Missing['step'], what: string, absent: boolean) => {
    if (absent && !found.some((each) => each.step === step && each.what === what)) found.push({ step, what });
  };
  lacks('general', 'patient', order.patient_id === null);
  lacks('general', 'provider', order.practitioner_id === null || !order.provider_able);
  for (const slot of missingSlots(order)) lacks('records', slot, true);
  lacks(
    'records',
    'uploads',
    order.records.some((record) => !usable(record)),
  );
  for (const each of missingInPrescription(order.kind, order.prescription)) lacks(each.step, each.what, true);
  lacks('approach', 'appliance_from', isAppliance(order) && fromSetup(order) && !order.has_approved_setup);
  lacks('submit', 'laboratory', order.laboratory_id === null || !order.laboratory_chosen);
  lacks(
    'submit',
    'confirmations',
    requiredConfirmations.some((name) => !(name in order.confirmations)),
  );
  const step = ['general', 'records', 'approach', 'instructions', 'submit'];
  return found.sort((one, other) => step.indexOf(one.step) - step.indexOf(other.step));
}

function missingSlots(order: OrderRow): Slot[] {
  const needs = requirementsOf(order);
  const there = new Set(order.records.filter((record) => record.state !== 'unreadable').map(({ slot }) => slot));
  const stands = (slot: Slot) => there.has(slot) || (isScan(slot) && scansNotNeeded(order, there));
  return slotNames.filter((slot) => needs[slot] === 'required' && !stands(slot));
}

/** A posted impression stands for both scans; what is made from a stage of an approved setup needs none. */
function scansNotNeeded(order: OrderRow, there: ReadonlySet<Slot>): boolean {
  return there.has('impression') || (isAppliance(order) && fromSetup(order) && order.has_approved_setup);
}

const isScan = (slot: Slot) => slot === 'model_upper' || slot === 'model_lower';
const isAppliance = (order: OrderRow) => order.kind === 'retainer' || order.kind === 'replacement';
const fromSetup = ({ prescription: { appliance } }: OrderRow) =>
  appliance.from === 'last_stage' || appliance.from === 'earlier_stage';
