import { decideOnCase } from '#access/decide.ts';
import type { Answer, Call } from '#access/route.ts';
import type { takeBackVisit as endpoint } from '#contract/chairside.ts';
import { refuse } from '#platform/refusal.ts';
import { touchCase, writeHistory } from '../cases/index.ts';
import { courseOf } from './course.ts';
import { whyNotTakenBack } from './describe-card.ts';
import { withVisits } from './record-visit.ts';
import { holdFactsOfVisit, markTakenBack } from './store.ts';
import { cardOf } from './view-card.ts';

/** Takes one’s own visit back, recorded by mistake today; both stay in the history. */
export async function takeTheVisitBack(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, scope, actor, params } = call;
  const facts = await holdFactsOfVisit(tx, scope, params.visitId);
  const found = facts?.courses.find(({ visits }) => visits.some(({ id }) => id === params.visitId));
  if (!facts || !found) return refuse('not_found');
  const course = courseOf(found);
  const visit = course.visits.find(({ id }) => id === params.visitId)!;
  const reader = { actor, scope, now: tx.now };
  const done = visit.takenBackAt !== null && visit.accountId === actor.accountId;
  if (done) return cardOf(facts, course.orderId, reader)!;
  const why = whyNotTakenBack(course, visit, { ...reader, facts });
  if (why) return refuse(why);
  markTakenBack(tx, scope, visit.id);
  const standing = decideOnCase(scope.standings, 'visit.record');
  writeHistory(tx, scope, actor, {
    orderId: null,
    event: 'take_back_visit',
    facts: { visit: visit.id, fromStage: visit.fromStage, toStage: visit.toStage },
    actedAs: standing.allowed ? standing.because : null,
  });
  touchCase(tx, scope);
  const visits = course.visits.map((each) =>
    each.id === visit.id ? { ...each, takenBackAt: tx.now.toISOString() } : each,
  );
  return cardOf(withVisits(facts, course.orderId, visits), course.orderId, reader)!;
}
