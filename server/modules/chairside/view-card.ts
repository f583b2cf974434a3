import type { Answer, Call } from '#access/route.ts';
import type { ChairsideCard, viewChairsideCard } from '#contract/chairside.ts';
import { refuse } from '#platform/refusal.ts';
import { courseOf, presentCourse } from './course.ts';
import { describeCard, type Reader } from './describe-card.ts';
import { type CaseFacts, factsOf } from './store.ts';

export async function viewTheCard(call: Call<typeof viewChairsideCard>): Promise<Answer<typeof viewChairsideCard>> {
  const { tx, scope, actor, query } = call;
  const facts = await factsOf(tx, scope);
  if (!facts) return refuse('not_found');
  return { card: cardOf(facts, query.orderId, { actor, scope, now: tx.now }) ?? null };
}

/** The card of the course asked for, or of the present one; undefined where there is none. */
export function cardOf(facts: CaseFacts, orderId: string | undefined, reader: Reader): ChairsideCard | undefined {
  const courses = facts.courses.map(courseOf);
  const course = courses.find((each) => each.orderId === orderId) ?? presentCourse(courses);
  return course && describeCard(facts, courses, course, reader);
}
