import { z } from 'zod';
import { tooth } from '../shapes.ts';
import { attachmentKind, type TreatmentPlan } from './treatment-plan.ts';

/** What is done in the chair by plan: interproximal reduction, attachments placed and removed; and which of it is due at a visit. */

export const procedure = z.object({
  /** Within its setup, whose plan never changes: `ipr-0`, `place-3`, `remove-3`. */
  id: z.string(),
  kind: z.enum(['ipr', 'place', 'remove']),
  /** Due at the visit at which this stage is handed over; one beyond the last: at the end of treatment. */
  stage: z.number(),
  /** One tooth, or the two that are reduced between. */
  teeth: z.array(tooth),
  mm: z.number().nullable(),
  attachment: attachmentKind.nullable(),
  surface: z.enum(['buccal', 'lingual']).nullable(),
});
export type Procedure = z.infer<typeof procedure>;
export type ProcedureState = Procedure & { doneOn: string | null };

/** Everything that a plan asks for, by stage. `stages`: how many the setup has. */
export function proceduresOf(plan: TreatmentPlan, stages: number): Procedure[] {
  const reductions = plan.ipr.map(
    ({ stage, between, mm }, index): Procedure => ({
      id: `ipr-${index}`,
      kind: 'ipr',
      stage,
      teeth: [...between],
      mm,
      attachment: null,
      surface: null,
    }),
  );
  const attachments = plan.attachments.flatMap(({ tooth: at, kind, surface, placedAt, removedAt }, index) => {
    const shared = { teeth: [at], mm: null, attachment: kind, surface };
    return [
      { ...shared, id: `place-${index}`, kind: 'place' as const, stage: placedAt },
      {
        ...shared,
        id: `remove-${index}`,
        kind: 'remove' as const,
        stage: Math.min(removedAt ?? stages + 1, stages + 1),
      },
    ];
  });
  return [...reductions, ...attachments].sort((one, other) => one.stage - other.stage);
}

/**
 * What is to be done at a visit that hands over stages `from` to `to`, what was left out before included. An attachment whose time is
 * over isn’t placed any more; one that nobody recorded as placed is still looked for when it should go.
 */
export function dueAt<P extends ProcedureState>(all: readonly P[], { from, to }: { from: number; to: number }): P[] {
  const twins = new Map(all.map((each) => [each.id, each]));
  const twinOf = ({ id, kind }: P) => twins.get(id.replace(kind, kind === 'place' ? 'remove' : 'place'));
  return all.filter((each) => {
    if (each.doneOn !== null || each.stage > to) return false;
    if (each.kind === 'place') return (twinOf(each)?.stage ?? Number.POSITIVE_INFINITY) > from;
    if (each.kind === 'remove') return each.stage <= from || twinOf(each)?.doneOn !== null;
    return true;
  });
}

/** The stages that a visit is about; where nothing is handed over, what was due until now, or at the very end everything. */
export function stagesOfVisit(
  handOver: { from: number; to: number } | null,
  handedTo: number,
  stages: number,
): { from: number; to: number } {
  if (handOver) return handOver;
  return handedTo >= stages ? { from: stages + 1, to: stages + 1 } : { from: handedTo, to: handedTo };
}

/** Elastics that are worn at some stage of these. */
export function elasticsAt(
  elastics: TreatmentPlan['elastics'],
  { from, to }: { from: number; to: number },
): TreatmentPlan['elastics'] {
  return elastics.filter((each) => each.from <= to && each.to >= from);
}
