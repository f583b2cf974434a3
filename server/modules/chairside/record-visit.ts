import { decideOnCase } from '#access/decide.ts';
import type { Answer, Call } from '#access/route.ts';
import type { recordVisit as endpoint } from '#contract/chairside.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import { dayIn, touchCase, writeHistory } from '../cases/index.ts';
import { courseOf, type VisitFacts } from './course.ts';
import { isTreated } from './describe-card.ts';
import { decideVisit } from './rules.ts';
import { type CaseFacts, holdFacts, insertVisit } from './store.ts';
import { cardOf } from './view-card.ts';

/** Records a visit. Two people who record the same one get one outcome, and the second is told. */
export async function recordTheVisit(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, scope, actor, body } = call;
  const facts = await holdFacts(tx, scope, body.orderId);
  if (!facts) return refuse('not_found');
  const found = facts.courses.find(({ orderId }) => orderId === body.orderId);
  if (!found) return refuse('no_approved_setup');
  const course = courseOf(found);
  const reader = { actor, scope, now: tx.now };
  // Sent again by a browser that didn’t hear.
  if (course.visits.some(({ id, accountId }) => id === body.id && accountId === actor.accountId))
    return cardOf(facts, body.orderId, reader)!;
  if (!isTreated(course)) return refuse('not_from_here');
  const last = course.live.at(-1);
  if ((last?.id ?? null) !== body.basedOn)
    return refuse('visit_recorded_meanwhile', { facts: { by: (course.visits.at(-1) ?? last)?.name ?? '' } });
  const today = dayIn(facts.timeZone, tx.now);
  const decided = decideVisit(course, body, today);
  if (isRefusal(decided)) return decided;
  const visit = { ...decided, id: body.id, orderId: course.orderId, setupId: course.setup.id };
  insertVisit(tx, scope, { ...visit, place: course.visits.length + 1, by: actor });
  const behind = visit.fromStage === null && (visit.planned ?? 0) > (visit.wearsStage ?? 0) && body.wears !== null;
  const standing = decideOnCase(scope.standings, 'visit.record');
  writeHistory(tx, scope, actor, {
    // Of the case and not of the order: what is written on an order, its laboratory reads too.
    orderId: null,
    event: behind ? 'patient_behind' : 'record_visit',
    facts: {
      visit: visit.id,
      fromStage: visit.fromStage,
      toStage: visit.toStage,
      ...(behind && { stage: visit.wearsStage }),
    },
    actedAs: standing.allowed ? standing.because : null,
  });
  touchCase(tx, scope);
  const recorded: VisitFacts = {
    ...visit,
    place: course.visits.length + 1,
    recordedAt: tx.now.toISOString(),
    accountId: actor.accountId,
    name: `${actor.firstName} ${actor.lastName}`,
    takenBackAt: null,
  };
  return cardOf(withVisits(facts, course.orderId, [...course.visits, recorded]), course.orderId, reader)!;
}

/** The case with other visits of one course: as it will be read once this is committed. */
export function withVisits(facts: CaseFacts, orderId: string, visits: VisitFacts[]): CaseFacts {
  return {
    ...facts,
    courses: facts.courses.map((course) => (course.orderId === orderId ? { ...course, visits } : course)),
  };
}
