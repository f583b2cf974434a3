import type { Tooth } from '../teeth.ts';
import { bestFit } from './best-fit.ts';
import { minus, placedBy, poseAfter, stayPut, undone } from './poses.ts';
import { poseAt, type SetupPlan, type ToothPose, type Vector } from './setup-plan.ts';
import { type MovedTooth, movementBetween } from './tooth-movement.ts';

/**
 * How two versions lie to each other. Versions of one patient begin from the same teeth, but a later file may have other axes,
 * meshes, reference points and coordinates. So the second's mouth is laid onto the first's by the teeth at stage 0, and
 * what moves is told from there: a tooth of the second stands, in the first's terms, where the first's tooth would stand after the
 * second's movement. Axes and reference points are always the first's.
 */
export type VersionAlignment = {
  /** Takes the second's mouth to the first's. */
  readonly mouth: ToothPose;
  /** `same`: the coordinates are the same already; `fitted`: laid over by the teeth at stage 0; `too_few`: not enough teeth in common, taken as they are. */
  readonly by: 'same' | 'fitted' | 'too_few';
  /** How far the teeth's reference points at stage 0 still lie from each other: root of the mean square, millimetres. */
  readonly apart: number;
  readonly common: readonly Tooth[];
  readonly onlyFirst: readonly Tooth[];
  readonly onlySecond: readonly Tooth[];
};

/** Reference points that lie closer than this at stage 0 are in the same coordinates. Millimetres. */
const together = 1e-4;

/** Lays the second version's mouth over the first's. */
export function alignVersions(first: SetupPlan, second: SetupPlan): VersionAlignment {
  const there = new Map(beginnings(second));
  const pairs = beginnings(first).flatMap(([tooth, to]) => {
    const from = there.get(tooth);
    return from ? [{ tooth, from, to }] : [];
  });
  const common = pairs.map(({ tooth }) => tooth);
  const inCommon = new Set(common);
  const lies = {
    common,
    onlyFirst: first.teeth.map(({ tooth }) => tooth).filter((tooth) => !inCommon.has(tooth)),
    onlySecond: second.teeth.map(({ tooth }) => tooth).filter((tooth) => !inCommon.has(tooth)),
  };
  const apart = rootMeanSquare(pairs, stayPut);
  if (pairs.length > 0 && apart <= together) return { ...lies, mouth: stayPut, by: 'same', apart };
  const mouth = bestFit(
    pairs.map(({ from }) => from),
    pairs.map(({ to }) => to),
  );
  if (!mouth) return { ...lies, mouth: stayPut, by: 'too_few', apart };
  return { ...lies, mouth, by: 'fitted', apart: rootMeanSquare(pairs, mouth) };
}

const beginnings = (plan: SetupPlan) =>
  plan.teeth.map(({ tooth, reference }, index) => [tooth, placedBy(poseAt(plan, index, 0), reference)] as const);

function rootMeanSquare(pairs: readonly { from: Vector; to: Vector }[], mouth: ToothPose): number {
  if (pairs.length === 0) return 0;
  const squares = pairs.map(({ from, to }) => Math.hypot(...minus(placedBy(mouth, from), to)) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / pairs.length);
}

/** Where a tooth of the second version stands at a stage, as a pose of the first's tooth in the first's mouth. Null where either hasn't the tooth. */
export function poseInFirst(
  { mouth }: VersionAlignment,
  { first, second, tooth, stage }: { first: SetupPlan; second: SetupPlan; tooth: Tooth; stage: number },
): ToothPose | null {
  const [one, other] = [first, second].map((plan) => plan.teeth.findIndex((planned) => planned.tooth === tooth)) as [
    number,
    number,
  ];
  if (one < 0 || other < 0) return null;
  const movement = poseAfter(poseAt(second, other, stage), undone(poseAt(second, other, 0)));
  return poseAfter(poseAfter(poseAfter(mouth, movement), undone(mouth)), poseAt(first, one, 0));
}

/** A version at one of its stages. */
export type StageOfPlan = { readonly plan: SetupPlan; readonly stage: number };

/** How the teeth move from a stage of one version to a stage of another, in the terms of the first; teeth that only one version has are left out. */
export function movementsAcross(from: StageOfPlan, to: StageOfPlan, alignment?: VersionAlignment): MovedTooth[] {
  const lies = alignment ?? alignVersions(from.plan, to.plan);
  return from.plan.teeth.flatMap((planned, index) => {
    const ends = poseInFirst(lies, { first: from.plan, second: to.plan, tooth: planned.tooth, stage: to.stage });
    if (!ends) return [];
    return [{ tooth: planned.tooth, movement: movementBetween(planned, poseAt(from.plan, index, from.stage), ends) }];
  });
}
