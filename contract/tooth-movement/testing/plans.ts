import { archOf, placeOf, sideOf, type Tooth, teethOf } from '../../teeth.ts';
import { minus, placedBy, turnAfter } from '../poses.ts';
import type { PlannedTooth, SetupPlan, ToothPose, Vector } from '../setup-plan.ts';
import { turnAround } from './poses.ts';

export type PlanWishes = {
  stages: number;
  teeth?: readonly Tooth[];
  /** What a tooth moves per stage in its own coordinates: millimetres, and degrees around its own axes mesial, buccal, occlusal. */
  step?: (tooth: Tooth, stage: number) => { move?: Vector; turn?: Vector };
};

const everyTooth = [...teethOf('upper'), ...teethOf('lower')].filter((tooth) => placeOf(tooth) < 8);

/** A plan without meshes: teeth on a simple arch that move a little at each stage, the same for the same wishes. */
export function makePlan({ stages, teeth = everyTooth, step = wander }: PlanWishes): SetupPlan {
  const planned = teeth.map((tooth, part): PlannedTooth => {
    const occlusal: Vector = [0, 0, archOf(tooth) === 'upper' ? -1 : 1];
    return {
      tooth,
      part,
      axes: { mesial: sideOf(tooth) === 'right' ? [1, 0, 0] : [-1, 0, 0], buccal: [0, -1, 0], occlusal },
      axesFrom: 'delivered',
      reference: [0.2, -0.3, 4 * occlusal[2]],
    };
  });
  return {
    stages,
    upperStages: stages,
    lowerStages: stages,
    teeth: planned,
    attachments: [],
    surfaces: [],
    coarse: [],
    full: [],
    bounds: { min: [-40, -60, -20], max: [40, 10, 20] },
    residual: null,
    poses: planned.map((tooth) => posesOf(tooth, stages, step)),
  };
}

function posesOf({ tooth, axes, reference }: PlannedTooth, stages: number, step: NonNullable<PlanWishes['step']>) {
  const side = sideOf(tooth) === 'right' ? -1 : 1;
  const angle = ((placeOf(tooth) - 0.5) / 8) * (Math.PI / 2);
  const poses: ToothPose[] = [
    {
      position: [side * 28 * Math.sin(angle), -45 * Math.cos(angle), archOf(tooth) === 'upper' ? 6 : -6],
      turn: turnAround([0, 0, 1], side * angle * 57),
    },
  ];
  for (let stage = 1; stage <= stages; stage += 1) {
    const before = poses[stage - 1]!;
    const { move = [0, 0, 0], turn = [0, 0, 0] } = step(tooth, stage);
    const turned = [axes.mesial, axes.buccal, axes.occlusal].reduce(
      (sum, axis, index) => turnAfter(sum, turnAround(axis, turn[index]!)),
      before.turn,
    );
    // Around the reference point, so that only `move` moves it.
    const goal = placedBy(before, [reference[0] + move[0], reference[1] + move[1], reference[2] + move[2]]);
    poses.push({ position: minus(goal, placedBy({ position: [0, 0, 0], turn: turned }, reference)), turn: turned });
  }
  return poses;
}

function wander(tooth: Tooth, stage: number) {
  const share = ((tooth * 7 + stage * 3) % 11) / 11 - 0.4;
  return {
    move: [0.2 * share, -0.12 * share, 0.05 * share] as Vector,
    turn: [0.6 * share, 0.4 * share, 1.6 * share] as Vector,
  };
}
