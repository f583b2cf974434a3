/**
 * Aligners day by day. Days are calendar days of the practice, counted since 1970, so that no clock change makes one longer. Days on
 * which the order was on hold aren’t worn. How long an aligner is worn is settled on the day it begins.
 */

export type Day = number;

const dayMs = 86_400_000;
export const dayOf = (date: string): Day => Date.parse(`${date}T00:00:00Z`) / dayMs;
export const dateOf = (day: Day): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** Held from the first of these days until before the second; undefined where the order is still on hold. */
export type Hold = { from: Day; until: Day | undefined };

export type Wear = {
  /** Days by the treatment table. */
  planned(stage: number): number;
  /** From a day on, so many days for every aligner; in the order of days. */
  changes: readonly { from: Day; days: number }[];
  /** In order, none over another. */
  holds: readonly Hold[];
};

export type Worn = {
  stage: number;
  since: Day;
  /** The first day on which it has been worn long enough. */
  until: Day;
  /** That day has come, and there is no further aligner to go on with. */
  over: boolean;
};

/** Days for which an aligner that begins on a day is worn. */
export function daysOf(wear: Wear, stage: number, begins: Day): number {
  return wear.changes.findLast(({ from }) => from <= begins)?.days ?? wear.planned(stage);
}

/** The aligner on a day, of somebody who began one on an earlier day and has those up to `last`. */
export function wornOn(
  wear: Wear,
  begun: { stage: number; since: Day },
  { last, day }: { last: number; day: Day },
): Worn {
  let { stage, since } = begun;
  for (;;) {
    const until = endOf(wear, stage, since, day);
    if (day < until || stage >= last) return { stage, since, until, over: day >= until };
    stage += 1;
    since = until;
  }
}

/** The day on which the last of these aligners has been worn long enough; a hold that goes on is taken to end tomorrow. */
export function endOfAll(
  wear: Wear,
  begun: { stage: number; since: Day },
  { last, day }: { last: number; day: Day },
): Day {
  let { since } = begun;
  for (let { stage } = begun; stage <= last; stage += 1) since = endOf(wear, stage, since, day);
  return since;
}

function endOf(wear: Wear, stage: number, since: Day, today: Day): Day {
  let until = since + daysOf(wear, stage, since);
  for (const hold of wear.holds) {
    const held = { from: Math.max(hold.from, since), until: hold.until ?? today + 1 };
    if (held.from < until && held.until > held.from) until += held.until - held.from;
  }
  return until;
}
