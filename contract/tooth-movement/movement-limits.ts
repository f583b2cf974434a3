import type { Tooth } from '../teeth.ts';
import type { SetupPlan } from './setup-plan.ts';
import { type MovedTooth, movementsOf, type ToothMovement } from './tooth-movement.ts';

/** What a tooth may move within one stage: the way of its reference point, and its whole turn. */
export type MovementLimits = { readonly mm: number; readonly degrees: number };

export const usualLimits: MovementLimits = { mm: 0.3, degrees: 3 };

/** Files say where a tooth stands with about this precision: a movement of just the limit is not beyond it. */
const grain: MovementLimits = { mm: 1e-4, degrees: 1e-3 };

/** The movement of every tooth into one stage, from the stage before. */
export type StageMovement = { readonly stage: number; readonly teeth: readonly MovedTooth[] };

/** Stage by stage, from 1 on. */
export function stageMovements(plan: SetupPlan): StageMovement[] {
  return Array.from({ length: plan.stages }, (_, index) => ({
    stage: index + 1,
    teeth: movementsOf(plan, index, index + 1),
  }));
}

/** Which of the limits a movement goes beyond. */
export function beyond({ distance, turn }: ToothMovement, limits: MovementLimits): { mm: boolean; degrees: boolean } {
  return { mm: distance > limits.mm + grain.mm, degrees: turn > limits.degrees + grain.degrees };
}

export type Exceeding = MovedTooth & { readonly stage: number; readonly mm: boolean; readonly degrees: boolean };

/** Which teeth move more than the limits, and at which stage; by stage, then as in the plan. */
export function exceedingsOf(stages: readonly StageMovement[], limits: MovementLimits): Exceeding[] {
  return stages.flatMap(({ stage, teeth }) =>
    teeth
      .map(({ tooth, movement }) => ({ tooth, movement, stage, ...beyond(movement, limits) }))
      .filter(({ mm, degrees }) => mm || degrees),
  );
}

export type ToothTravel = {
  readonly tooth: Tooth;
  /** Millimetres and degrees added up over the stages: what the tooth goes, there and back counted twice. */
  readonly mm: number;
  readonly degrees: number;
};

/** How far each tooth goes over stages, in the order of the plan. */
export function travelsOf(stages: readonly StageMovement[]): ToothTravel[] {
  const travels = new Map<Tooth, { mm: number; degrees: number }>();
  for (const { tooth, movement } of stages.flatMap(({ teeth }) => teeth)) {
    const { mm, degrees } = travels.get(tooth) ?? { mm: 0, degrees: 0 };
    travels.set(tooth, { mm: mm + movement.distance, degrees: degrees + movement.turn });
  }
  return [...travels].map(([tooth, travel]) => ({ tooth, ...travel }));
}

export type LargestOfStage = {
  readonly stage: number;
  /** The tooth that goes furthest, and the one that turns most; null where none does. */
  readonly distance: { readonly tooth: Tooth; readonly mm: number } | null;
  readonly turn: { readonly tooth: Tooth; readonly degrees: number } | null;
  /** How many teeth move at all. */
  readonly moving: number;
};

/** The largest movement of each stage. */
export function largestOf(stages: readonly StageMovement[]): LargestOfStage[] {
  return stages.map(({ stage, teeth }) => {
    const moving = teeth.filter(({ movement }) => movement.distance > grain.mm || movement.turn > grain.degrees);
    const most = (figure: 'distance' | 'turn') =>
      moving.toSorted((one, other) => other.movement[figure] - one.movement[figure])[0];
    const [furthest, turned] = [most('distance'), most('turn')];
    return {
      stage,
      distance: furthest ? { tooth: furthest.tooth, mm: furthest.movement.distance } : null,
      turn: turned ? { tooth: turned.tooth, degrees: turned.movement.turn } : null,
      moving: moving.length,
    };
  });
}
