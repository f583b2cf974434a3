import { createHash } from 'node:crypto';
import { noTreatmentPlan, type TreatmentPlan, treatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import type { SetupFile } from './setups-store.ts';

/**
 * What is delivered, and the hash over all of it: that of the file where the treatment table came in it, or of file and table where the table
 * was given beside it. An earlier version's file without a new table is that version once more.
 */
export function contentOf(
  file: Pick<SetupFile, 'content_hash' | 'treatment' | 'before'>,
  given: TreatmentPlan | null,
): { treatment: TreatmentPlan; contentHash: string } {
  const own = treatmentPlan.parse(file.treatment ?? noTreatmentPlan);
  if (!given && file.before)
    return { treatment: treatmentPlan.parse(file.before.treatment), contentHash: file.before.contentHash };
  if (!given || canonical(given) === canonical(own)) return { treatment: own, contentHash: file.content_hash };
  const contentHash = createHash('sha256').update(file.content_hash).update(canonical(given)).digest('hex');
  return { treatment: given, contentHash };
}

/** JSON whose text depends on the content alone: names in order, no spaces. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(',')}}`;
}

/** What a treatment table names that the setup hasn't got: the first stage or tooth of it. */
export function notOfSetup(
  plan: TreatmentPlan,
  file: Pick<SetupFile, 'upper_stages' | 'lower_stages' | 'teeth'>,
): { stage: number; stages: number } | { tooth: number } | undefined {
  const stages = Math.max(file.upper_stages, file.lower_stages);
  const stage = stagesIn(plan).find((each) => each > stages);
  if (stage !== undefined) return { stage, stages };
  const tooth = teethIn(plan).find((each) => file.teeth && !file.teeth.includes(each));
  return tooth === undefined ? undefined : { tooth };
}

function stagesIn(plan: TreatmentPlan): number[] {
  return [
    ...plan.wearDaysAt.map(({ stage }) => stage),
    ...plan.ipr.map(({ stage }) => stage),
    // What comes off with the last aligner comes off at the visit after it.
    ...plan.attachments.flatMap(({ placedAt, removedAt }) => [placedAt, (removedAt ?? 1) - 1]),
    ...plan.elastics.flatMap(({ from, to }) => [from, to]),
    ...plan.notes.map(({ stage }) => stage),
  ];
}

function teethIn(plan: TreatmentPlan): number[] {
  return [
    ...plan.ipr.flatMap(({ between }) => between),
    ...plan.attachments.map(({ tooth }) => tooth),
    ...plan.elastics.flatMap(({ between }) => between),
  ];
}
