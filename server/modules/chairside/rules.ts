import type { recordVisit } from '#contract/chairside.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import { type Refusal, refuse } from '#platform/refusal.ts';
import { type Course, isSent, plannedIn, wornIn } from './course.ts';
import { dateOf, dayOf } from './schedule.ts';

type Asked = Pick<BodyOf<typeof recordVisit>, 'day' | 'handedOver' | 'wears' | 'done' | 'wearDays' | 'note'>;

export type DecidedVisit = {
  day: string;
  fromStage: number | null;
  toStage: number | null;
  wearsStage: number | null;
  wearsSince: string | null;
  planned: number | null;
  wearDays: number | null;
  done: string[];
  note: string;
};

type Why =
  | 'order_held'
  | 'stages_out_of_order'
  | 'stages_not_sent'
  | 'stages_not_next'
  | 'procedure_unknown'
  | 'day_not_possible'
  | 'visit_empty';

/** What a visit becomes once recorded, or why it can’t be. */
export function decideVisit(course: Course, asked: Asked, today: string): DecidedVisit | Refusal<Why> {
  const day = asked.day ?? today;
  if (day > today || day < (course.live.at(-1)?.day ?? day)) return refuse('day_not_possible');
  const { handedOver } = asked;
  const wrong = handedOver && whyNotHandedOver(course, handedOver);
  if (wrong) return wrong;
  const open = new Set(course.procedures.filter(({ doneOn }) => doneOn === null).map(({ id }) => id));
  if (new Set(asked.done).size < asked.done.length || asked.done.some((id) => !open.has(id)))
    return refuse('procedure_unknown');
  const handedTo = Math.max(course.handedTo, handedOver?.to ?? 0);
  if (asked.wears !== null && asked.wears > handedTo) return refuse('stages_not_next');
  const says = handedOver || asked.wears !== null || asked.done.length > 0 || asked.wearDays !== null || asked.note;
  if (!says) return refuse('visit_empty');
  const wears = wornFrom(course, asked, day);
  return {
    day,
    fromStage: handedOver?.from ?? null,
    toStage: handedOver?.to ?? null,
    wearsStage: wears?.stage ?? null,
    wearsSince: wears ? dateOf(wears.since) : null,
    planned: plannedIn(course, dayOf(day))?.stage ?? handedOver?.from ?? null,
    wearDays: asked.wearDays,
    done: asked.done,
    note: asked.note,
  };
}

function whyNotHandedOver(course: Course, { from, to }: { from: number; to: number }): Refusal<Why> | undefined {
  if (course.held) return refuse('order_held');
  if (from > to) return refuse('stages_out_of_order');
  // At the first visit any stage: a treatment may have begun elsewhere.
  const gap = course.handedTo > 0 && from > course.handedTo + 1;
  if (gap || to > course.stages) return refuse('stages_not_next');
  for (let stage = from; stage <= to; stage += 1)
    if (!isSent(course, stage)) return refuse('stages_not_sent', { facts: { stage } });
  return undefined;
}

/**
 * What the patient wears after the visit. Said, or by itself: whoever was at the last aligner begins the first one handed over, whoever
 * wasn’t goes on. A stage that was being worn already keeps the day on which it began.
 */
function wornFrom(
  course: Course,
  { handedOver, wears }: Asked,
  day: string,
): { stage: number; since: number } | undefined {
  const worn = wornIn(course, dayOf(day));
  const follows = handedOver && (!worn || worn.stage >= course.handedTo) ? handedOver.from : worn?.stage;
  const stage = wears ?? (follows && worn ? Math.max(follows, worn.stage) : follows);
  if (stage === undefined) return undefined;
  return { stage, since: worn?.stage === stage ? worn.since : dayOf(day) };
}
