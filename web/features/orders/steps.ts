import type { OrderKind } from '#contract/order-life.ts';

/** The five steps of a submission, in order; each is reached by its number. */
export const stepNames = ['general', 'records', 'approach', 'instructions', 'submit'] as const;
export type StepName = (typeof stepNames)[number];

/** What must be ticked before an order is submitted. */
export const confirmations = ['records_belong_to_patient', 'patient_informed'] as const;

/** The phrase that names a step: a retainer or replacement has an appliance instead of a treatment approach. */
export function stepPhrase(step: StepName, kind: OrderKind) {
  const appliance = kind === 'retainer' || kind === 'replacement';
  return step === 'approach' && appliance ? ('steps.appliance' as const) : (`steps.${step}` as const);
}
