import type { Category, OrderKind } from '#contract/order-life.ts';
import { type ProcedureState, proceduresOf } from '#contract/treatment-plan/procedures.ts';
import { noTreatmentPlan, type TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { type Day, dayOf, type Hold, type Wear, type Worn, wornOn } from './schedule.ts';

export type VisitFacts = {
  id: string;
  place: number;
  day: string;
  recordedAt: string;
  accountId: string;
  name: string;
  fromStage: number | null;
  toStage: number | null;
  wearsStage: number | null;
  wearsSince: string | null;
  planned: number | null;
  wearDays: number | null;
  done: string[];
  note: string;
  takenBackAt: string | null;
};

export type ShipmentFacts = {
  arch: 'upper' | 'lower' | null;
  fromStage: number | null;
  toStage: number | null;
  arrived: boolean;
};

/** An order with an approved setup, as it stands in the database. */
export type CourseFacts = {
  orderId: string;
  kind: OrderKind;
  category: Category;
  heldFrom: Category | null;
  heldBecause: string | null;
  /** What the prescription says. */
  wearDays: number | null;
  setup: { id: string; version: number; upperStages: number; lowerStages: number; treatment: TreatmentPlan };
  shipments: ShipmentFacts[];
  /** In their order, those taken back among them. */
  visits: VisitFacts[];
  /** Days on which the order was put on hold and resumed, in turn. */
  holds: { event: 'hold' | 'resume'; day: string }[];
};

/** A course of aligners with what follows from its visits. */
export type Course = CourseFacts & {
  stages: number;
  nothingBeside: boolean;
  wear: Wear;
  held: Hold | undefined;
  /** Visits that count. */
  live: VisitFacts[];
  handedTo: number;
  procedures: ProcedureState[];
  /** The first aligner begun, and when. */
  start: { stage: number; since: Day } | undefined;
};

/** What follows from the facts of a course. */
export function courseOf(facts: CourseFacts): Course {
  const { setup } = facts;
  const stages = Math.max(setup.upperStages, setup.lowerStages);
  const live = facts.visits.filter(({ takenBackAt }) => takenBackAt === null);
  const doneOn = new Map(live.flatMap(({ day, done }) => done.map((id) => [id, day] as const)));
  const nothingBeside = isNothing(setup.treatment);
  const holds = holdsOf(facts.holds);
  return {
    ...facts,
    stages,
    nothingBeside,
    live,
    wear: wearOf(facts, nothingBeside, live, holds),
    held: facts.category === 'on_hold' ? holds.findLast(({ until }) => until === undefined) : undefined,
    handedTo: live.reduce((last, { toStage }) => Math.max(last, toStage ?? 0), 0),
    procedures: proceduresOf(setup.treatment, stages).map((each) => ({ ...each, doneOn: doneOn.get(each.id) ?? null })),
    start: begunIn(live.find(({ wearsStage }) => wearsStage !== null)),
  };
}

function isNothing(plan: TreatmentPlan): boolean {
  return JSON.stringify(plan) === JSON.stringify(noTreatmentPlan);
}

/** Where the laboratory planned nothing, the prescription says how long an aligner is worn. */
function wearOf(facts: CourseFacts, nothingBeside: boolean, live: readonly VisitFacts[], holds: Hold[]): Wear {
  const plan = facts.setup.treatment;
  const usual = nothingBeside ? (facts.wearDays ?? plan.wearDays) : plan.wearDays;
  const special = new Map(plan.wearDaysAt.map(({ stage, days }) => [stage, days]));
  return {
    planned: (stage) => special.get(stage) ?? usual,
    changes: live.flatMap(({ day, wearDays }) => (wearDays === null ? [] : [{ from: dayOf(day), days: wearDays }])),
    holds,
  };
}

function holdsOf(events: CourseFacts['holds']): Hold[] {
  const holds: Hold[] = [];
  for (const { event, day } of events) {
    const last = holds.at(-1);
    if (event === 'hold') holds.push({ from: dayOf(day), until: undefined });
    else if (last && last.until === undefined) last.until = dayOf(day);
  }
  return holds;
}

const begunIn = (visit: VisitFacts | undefined) =>
  visit?.wearsStage && visit.wearsSince ? { stage: visit.wearsStage, since: dayOf(visit.wearsSince) } : undefined;

/** The aligner that the patient wears on a day, by what was recorded last. */
export function wornIn(course: Course, day: Day): Worn | undefined {
  const begun = begunIn(course.live.findLast(({ wearsStage }) => wearsStage !== null));
  return begun && wornOn(course.wear, begun, { last: course.handedTo, day });
}

/** The aligner that start and wear days plan for a day. */
export function plannedIn(course: Course, day: Day): Worn | undefined {
  return course.start && wornOn(course.wear, course.start, { last: course.stages, day });
}

/** Whether the laboratory has sent a stage: the aligner of each arch that moves in it. */
export function isSent(course: Course, stage: number, arrived = false): boolean {
  const { upperStages, lowerStages } = course.setup;
  const sent = (arch: 'upper' | 'lower') =>
    course.shipments.some(
      (each) =>
        (each.arch === null || each.arch === arch) &&
        (each.fromStage ?? 0) <= stage &&
        stage <= (each.toStage ?? Number.POSITIVE_INFINITY) &&
        (!arrived || each.arrived),
    );
  return (stage > upperStages || sent('upper')) && (stage > lowerStages || sent('lower'));
}

/** The course that the next visit is about: the newest that was begun or sent, or else the newest approved. `courses`: newest first. */
export function presentCourse(courses: readonly Course[]): Course | undefined {
  return courses.find(({ live, shipments }) => live.length > 0 || shipments.length > 0) ?? courses[0];
}
