import type { Actor } from '#access/actor.ts';
import { decideOnCase } from '#access/decide.ts';
import type { CaseScope } from '#access/scope.ts';
import type { ChairsideCard, Visit } from '#contract/chairside.ts';
import { type Category, statusOf } from '#contract/order-life.ts';
import type { Procedure } from '#contract/treatment-plan/procedures.ts';
import { dayIn } from '../cases/index.ts';
import { type Course, plannedIn, type VisitFacts, wornIn } from './course.ts';
import { nextVisit } from './next-visit.ts';
import { type Day, dateOf, dayOf, daysOf, endOfAll, type Worn } from './schedule.ts';
import type { CaseFacts } from './store.ts';

export type Reader = { actor: Actor; scope: CaseScope; now: Date };

const treated: readonly Category[] = ['manufacturing', 'shipped', 'in_treatment'];

/** Visits belong to an order from its approval until it is closed, on hold too. */
export const isTreated = (course: Course): boolean => treated.includes(course.heldFrom ?? course.category);

/** The card of one course of a case, as the reader may see it and use it. */
export function describeCard(
  facts: CaseFacts,
  courses: readonly Course[],
  course: Course,
  reader: Reader,
): ChairsideCard {
  const today = dayIn(facts.timeZone, reader.now);
  const day = dayOf(today);
  const [planned, worn] = [plannedIn(course, day), wornIn(course, day)];
  const { setup } = course;
  const mayRecord = isTreated(course) && decideOnCase(reader.scope.standings, 'visit.record').allowed;
  return {
    case: {
      id: reader.scope.caseId,
      number: facts.number,
      patient: facts.patient,
      provider: facts.provider,
      practice: facts.practice,
    },
    order: {
      id: course.orderId,
      kind: course.kind,
      category: course.category,
      heldSince: course.held ? dateOf(course.held.from) : null,
      heldBecause: course.held ? course.heldBecause : null,
    },
    courses: courses.map(({ orderId, kind, setup: { version } }) => ({ orderId, kind, version })),
    setup: {
      id: setup.id,
      version: setup.version,
      upperStages: setup.upperStages,
      lowerStages: setup.lowerStages,
      stages: course.stages,
      nothingBeside: course.nothingBeside,
    },
    today,
    wearDays: daysOf(course.wear, Math.min(course.handedTo + 1, course.stages), day),
    startedOn: course.start ? dateOf(course.start.since) : null,
    expected: planned ? { stage: planned.stage, ended: planned.over } : null,
    worn: worn ? { stage: worn.stage, since: dateOf(worn.since), until: dateOf(worn.until), over: worn.over } : null,
    behind: planned && worn ? planned.stage - worn.stage : 0,
    plannedEnd: course.start ? dateOf(endOfAll(course.wear, course.start, { last: course.stages, day })) : null,
    likelyEnd: worn ? dateOf(likelyEnd(course, worn, day)) : null,
    handedTo: course.handedTo,
    next: nextVisit(course, day),
    procedures: course.procedures,
    elastics: setup.treatment.elastics,
    notes: setup.treatment.notes,
    visits: course.visits.toReversed().map((visit) => shownVisit(course, visit, { ...reader, facts, mayRecord })),
    may: mayRecord && statusOf(course.category, course.heldFrom) !== 'closed' ? ['record'] : [],
  };
}

/** The next aligner begins today at the earliest, once the present one is over. */
function likelyEnd(course: Course, worn: Worn, day: Day): Day {
  const last = { last: course.stages, day };
  if (!worn.over || worn.stage >= course.stages) return endOfAll(course.wear, worn, last);
  return endOfAll(course.wear, { stage: worn.stage + 1, since: day }, last);
}

type VisitReader = Reader & { facts: CaseFacts; mayRecord: boolean };

function shownVisit(course: Course, visit: VisitFacts, reader: VisitReader): Visit {
  const { fromStage, toStage, wearsStage, wearsSince } = visit;
  return {
    id: visit.id,
    day: visit.day,
    recordedAt: visit.recordedAt,
    by: visit.name,
    handedOver: fromStage !== null && toStage !== null ? { from: fromStage, to: toStage } : null,
    wears: wearsStage !== null && wearsSince !== null ? { stage: wearsStage, since: wearsSince } : null,
    planned: visit.planned,
    wearDays: visit.wearDays,
    done: visit.done
      .map((id) => course.procedures.find((each) => each.id === id))
      .filter((each) => each !== undefined)
      .map(({ doneOn, ...procedure }): Procedure => procedure),
    note: visit.note,
    takenBackAt: visit.takenBackAt,
    mayTakeBack: reader.mayRecord && whyNotTakenBack(course, visit, reader) === undefined,
  };
}

/** One’s own last visit, on the day it was recorded. */
export function whyNotTakenBack(
  course: Course,
  visit: VisitFacts,
  { actor, now, facts }: Pick<VisitReader, 'actor' | 'now' | 'facts'>,
): 'not_yours' | 'visit_too_old' | 'visit_not_last' | undefined {
  if (visit.accountId !== actor.accountId) return 'not_yours';
  if (dayIn(facts.timeZone, new Date(visit.recordedAt)) !== dayIn(facts.timeZone, now)) return 'visit_too_old';
  return course.live.at(-1)?.id === visit.id ? undefined : 'visit_not_last';
}
