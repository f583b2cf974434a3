import { z } from 'zod';
import type { OrderKind } from './order-life.ts';
import { line, optionalLine, teeth, text, tooth } from './shapes.ts';

/** What a provider asks of the laboratory. Everything is optional while drafted; `missingIn` says what an order still lacks. */

const correction = z.enum(['maintain', 'improve', 'correct']);
const relation = z.enum(['maintain', 'improve_canine', 'correct_to_class_i']);
const amount = z.enum(['none', 'as_needed', 'primary']);
const millimetres = z.number().min(-20).max(20);

export const archesToTreat = z.enum(['upper', 'lower', 'both']);

const archSpace = z.object({
  expand: amount,
  procline: amount,
  reduceAnterior: amount,
  reducePosterior: amount,
  distalise: amount,
});

const sagittalSide = z.object({ canine: relation, molar: relation });

/** Step 3: the treatment approach. The provider's treatment preferences have the same shape. */
export const treatmentApproach = z
  .object({
    dentition: z.enum(['permanent', 'mixed']),
    crowding: z.object({ upper: archSpace.partial(), lower: archSpace.partial() }).partial(),
    spacing: z
      .object({
        closure: z.enum(['close_all', 'maintain', 'leave_some']),
        leave: z
          .array(z.object({ tooth, side: z.enum(['mesial', 'distal']), millimetres: z.number().min(0.1).max(20) }))
          .max(32),
      })
      .partial(),
    overjet: z.enum(['maintain', 'increase', 'decrease', 'as_resulting']),
    overbite: z.enum(['maintain', 'increase', 'decrease', 'as_resulting']),
    sagittal: z
      .object({
        right: sagittalSide.partial(),
        left: sagittalSide.partial(),
        means: z.array(z.enum(['distalisation', 'mesialisation', 'elastics', 'reduction', 'surgery'])).max(5),
      })
      .partial(),
    midline: z
      .object({
        upper: z.object({ aim: correction, millimetres: millimetres.nullable() }).partial(),
        lower: z.object({ aim: correction, millimetres: millimetres.nullable() }).partial(),
      })
      .partial(),
    posteriorCrossbite: correction,
    extractions: z.object({ planned: z.boolean(), teeth }).partial(),
    interproximalReduction: z.object({ allowed: z.enum(['as_needed', 'none', 'later']), notOn: teeth }).partial(),
    attachments: z
      .object({
        allowed: z.enum(['as_needed', 'none']),
        notOn: teeth,
        fromStage: z.number().int().min(1).max(60).nullable(),
      })
      .partial(),
    movementRestrictions: teeth,
    elastics: z.enum(['none', 'as_needed', 'class_ii', 'class_iii']),
    biteRamps: z.enum(['none', 'as_needed', 'incisors', 'canines']),
    stages: z
      .object({ mode: z.enum(['recommended', 'limited']), limit: z.number().int().min(1).max(99).nullable() })
      .partial(),
    wearDays: z.union([z.literal(7), z.literal(10), z.literal(14), z.literal(21)]),
    remarks: text(4000),
  })
  .partial();
export type TreatmentApproach = z.infer<typeof treatmentApproach>;

/** A retainer or replacement: what is to be made. */
export const appliance = z
  .object({
    /** From the last stage, an earlier one, or new scans. */
    from: z.enum(['last_stage', 'earlier_stage', 'new_scans']),
    stage: z.number().int().min(0).max(200).nullable(),
    stageTo: z.number().int().min(0).max(200).nullable(),
    sets: z.number().int().min(1).max(12),
    material: optionalLine(80),
    trimLine: z.enum(['scalloped', 'straight']),
    reason: z.enum(['lost', 'broken', 'does_not_fit', 'other']),
  })
  .partial();
export type Appliance = z.infer<typeof appliance>;

/** The fields of a prescription as they are typed. Without defaults: those would come with every partial form of it. */
export const prescriptionFields = {
  arches: archesToTreat.nullable(),
  chiefComplaint: text(2000),
  approach: treatmentApproach,
  appliance,
  instructions: text(8000),
};

/** What is sent to the laboratory, beside records: versioned after submission. */
export const prescription = z.object({
  arches: prescriptionFields.arches.default(null),
  chiefComplaint: prescriptionFields.chiefComplaint.default(''),
  approach: prescriptionFields.approach.default({}),
  appliance: prescriptionFields.appliance.default({}),
  instructions: prescriptionFields.instructions.default(''),
});
export type Prescription = z.infer<typeof prescription>;

export const steps = ['general', 'records', 'approach', 'instructions', 'submit'] as const;
export type Step = (typeof steps)[number];

/** One thing that an order lacks before it can be submitted, and the step where it is filled in. */
export const missing = z.object({ step: z.enum(steps), what: line(60) });
export type Missing = z.infer<typeof missing>;

/** What the prescription of an order of this kind lacks. `what` is a field's name, for which phrases have a label. */
export function missingInPrescription(kind: OrderKind, given: Prescription): Missing[] {
  const found: Missing[] = [];
  const lacks = (step: Step, what: string, absent: boolean) => {
    if (absent) found.push({ step, what });
  };
  lacks('general', 'arches', given.arches === null);
  const { approach, appliance: made } = given;
  if (kind === 'aligner' || kind === 'revision') {
    lacks('approach', 'dentition', approach.dentition === undefined);
    lacks('approach', 'overjet', approach.overjet === undefined);
    lacks('approach', 'overbite', approach.overbite === undefined);
    lacks('approach', 'sagittal', !approach.sagittal?.right?.canine || !approach.sagittal.left?.canine);
    lacks('approach', 'midline', !approach.midline?.upper?.aim || !approach.midline.lower?.aim);
    lacks('approach', 'extractions', approach.extractions?.planned === undefined);
    lacks('approach', 'extracted_teeth', approach.extractions?.planned === true && !approach.extractions.teeth?.length);
    lacks('approach', 'interproximal_reduction', approach.interproximalReduction?.allowed === undefined);
    lacks('approach', 'attachments', approach.attachments?.allowed === undefined);
    lacks('approach', 'stages', approach.stages?.mode === undefined);
    lacks('approach', 'stage_limit', approach.stages?.mode === 'limited' && !approach.stages.limit);
    lacks('approach', 'wear_days', approach.wearDays === undefined);
  } else {
    lacks('approach', 'appliance_from', made.from === undefined);
    lacks(
      'approach',
      'appliance_stage',
      made.from === 'earlier_stage' && (made.stage === undefined || made.stage === null),
    );
    lacks('approach', 'sets', made.sets === undefined);
    lacks('approach', 'replacement_reason', kind === 'replacement' && made.reason === undefined);
  }
  return found;
}
