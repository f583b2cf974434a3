import type { ChairsideCard } from '#contract/chairside.ts';
import { type Course, isSent, wornIn } from './course.ts';
import { type Day, dateOf, daysOf, endOfAll } from './schedule.ts';

/** Aligners are handed over for so many days at most, unless somebody decides otherwise. */
export const daysBetweenVisits = 56;

/**
 * What the next visit hands over: from the stage after the last, as many as the laboratory has sent, as cover eight weeks, and none for
 * whose stage something must be done first: what is due at a stage is done at the visit at which its aligner is handed over.
 */
export function nextVisit(course: Course, today: Day): ChairsideCard['next'] {
  const { handedTo, stages } = course;
  const worn = wornIn(course, today);
  const from = handedTo + 1;
  const sentTo = lastSent(course, from);
  const limits = {
    procedure: firstProcedureAfter(course, from) - 1,
    not_sent: sentTo,
    last: stages,
    weeks: coveredFrom(course, from, today),
  };
  const to = Math.min(...Object.values(limits));
  const because = (['last', 'procedure', 'not_sent', 'weeks'] as const).find((each) => limits[each] === to)!;
  const handOver = from <= to ? { from, to } : null;
  return {
    on: worn ? dateOf(endOfAll(course.wear, worn, { last: handedTo, day: today })) : null,
    handOver,
    sentTo,
    onItsWay: handOver !== null && !every(handOver, (stage) => isSent(course, stage, true)),
    because,
    begins: handOver && (!worn || worn.stage >= handedTo) ? from : null,
  };
}

function lastSent(course: Course, from: number): number {
  let last = from - 1;
  while (last < course.stages && isSent(course, last + 1)) last += 1;
  return last;
}

function firstProcedureAfter(course: Course, from: number): number {
  const later = course.procedures.filter(({ stage, doneOn }) => doneOn === null && stage > from);
  return later[0]?.stage ?? Number.POSITIVE_INFINITY;
}

function coveredFrom(course: Course, from: number, today: Day): number {
  let days = 0;
  for (let stage = from; stage <= course.stages; stage += 1) {
    days += daysOf(course.wear, stage, today);
    if (days >= daysBetweenVisits) return stage;
  }
  return Number.POSITIVE_INFINITY;
}

function every({ from, to }: { from: number; to: number }, holds: (stage: number) => boolean): boolean {
  for (let stage = from; stage <= to; stage += 1) if (!holds(stage)) return false;
  return true;
}
