import type { Tooth } from '../teeth.ts';
import { poseAt, type SetupPlan } from './setup-plan.ts';
import {
  lengthTerms,
  type MovementTerm,
  movementBetween,
  movementTerms,
  type ToothMovement,
} from './tooth-movement.ts';
import { alignVersions, poseInFirst, type VersionAlignment } from './version-alignment.ts';

/** From which difference on two versions are said to move a tooth differently. */
export type DifferenceThresholds = { readonly mm: number; readonly degrees: number };

export const usualThresholds: DifferenceThresholds = { mm: 0.1, degrees: 1 };

export type ToothDifference = {
  readonly tooth: Tooth;
  /** The whole movement, from stage 0 to the last stage, in each version; both along the first version's axes at stage 0. */
  readonly before: ToothMovement;
  readonly after: ToothMovement;
  /** From where the tooth ends in the first version to where it ends in the second, along the first's axes at its end. */
  readonly apart: ToothMovement;
  /** The terms of the whole movement that differ by more than the thresholds. */
  readonly terms: readonly MovementTerm[];
};

export type MovementDifferences = {
  readonly alignment: VersionAlignment;
  /** Teeth that end elsewhere or move differently, in the order of the first plan. */
  readonly teeth: readonly ToothDifference[];
};

/** What the second version moves differently from the first. */
export function movementDifferences(
  first: SetupPlan,
  second: SetupPlan,
  thresholds: DifferenceThresholds = usualThresholds,
): MovementDifferences {
  const alignment = alignVersions(first, second);
  const teeth = first.teeth.flatMap((planned, index): ToothDifference[] => {
    const ends = poseInFirst(alignment, { first, second, tooth: planned.tooth, stage: second.stages });
    if (!ends) return [];
    const [start, end] = [poseAt(first, index, 0), poseAt(first, index, first.stages)];
    const before = movementBetween(planned, start, end);
    const after = movementBetween(planned, start, ends);
    const apart = movementBetween(planned, end, ends);
    const terms = movementTerms.filter((term) => {
      const most = (lengthTerms as readonly MovementTerm[]).includes(term) ? thresholds.mm : thresholds.degrees;
      return Math.abs(after[term] - before[term]) > most;
    });
    const same = terms.length === 0 && apart.distance <= thresholds.mm && apart.turn <= thresholds.degrees;
    return same ? [] : [{ tooth: planned.tooth, before, after, apart, terms }];
  });
  return { alignment, teeth };
}
