import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { declineSetup, takeBackDecline } from '#contract/orders.ts';
import {
  addSetupComment,
  listSetupComments,
  replyToSetupComment,
  resolveSetupComment,
} from '#contract/setup-comments.ts';
import { newId } from '#platform/ids.ts';
import { type CaseWorld, makeCaseWorld, type Who } from '../cases/testing/case-world.ts';
import { type Reviewed, reviewedCase } from './testing/reviewed-case.ts';

/** `FUZZ_RUNS` for more. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 15);

let world: CaseWorld;
beforeAll(async () => {
  world = await makeCaseWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

const practice = ['provider', 'second', 'desk', 'admin'] as const satisfies readonly Who[];
const laboratory = ['technician', 'labManager'] as const satisfies readonly Who[];
const writer = fc.constantFrom(...practice, ...laboratory);
const nth = fc.nat({ max: 7 });
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('add' as const), by: writer, internal: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('reply' as const), by: writer, to: nth }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('resolve' as const), by: writer, to: nth }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('decline' as const), send: fc.array(nth, { maxLength: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('take_back' as const) }) },
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

/** What the product says of one comment, and nothing else: who wrote it, for whom, and whether it was sent along. */
type Naive = { id: string; text: string; by: Who; secret: boolean; resolved: boolean; replies: string[] };

const ofLaboratory = (name: Who) => (laboratory as readonly Who[]).includes(name);
const readable = (name: Who, comments: readonly Naive[]) =>
  comments.filter(({ secret }) => !secret || !ofLaboratory(name));

test('everybody reads exactly the comments and answers that the product’s sentences give them, whatever happened before', {
  timeout: 60_000 + runs * 8000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 16 }), async (acts) => {
      const made = await reviewedCase(world);
      const comments: Naive[] = [];
      let declined = false;
      for (const [index, each] of acts.entries()) declined = await take(made, comments, declined, each, String(index));
      for (const name of [...practice, ...laboratory]) {
        const { comments: seen } = await world.browsers[name].call(listSetupComments, setupOf(made));
        expect(
          seen.map(({ text, resolvedAt, replies }) => [text, resolvedAt !== null, ...replies.map((r) => r.text)]),
        ).toEqual(readable(name, comments).map(({ text, resolved, replies }) => [text, resolved, ...replies]));
      }
    }),
    { numRuns: runs },
  );
});

const setupOf = ({ caseId, setupId }: Reviewed) => ({ params: { caseId, setupId } });

/** Does it over HTTP and in the naive reading; what one doesn't see or may not do is refused and changes nothing. Whether it is declined now. */
async function take(made: Reviewed, comments: Naive[], declined: boolean, each: Act, text: string): Promise<boolean> {
  const { caseId, orderId } = made;
  const on = ({ id }: Naive) => ({ params: { caseId, commentId: id } });
  const order = { params: { caseId, orderId } };
  const target = 'to' in each ? comments[each.to % Math.max(1, comments.length)] : undefined;
  if (each.what === 'add') {
    const body = { text, audience: each.internal ? ('internal' as const) : ('laboratory' as const), clientId: newId() };
    const { id } = await world.browsers[each.by].call(addSetupComment, { ...setupOf(made), body });
    const secret = each.internal && !ofLaboratory(each.by);
    comments.push({ id, text, by: each.by, secret, resolved: false, replies: [] });
  } else if (each.what === 'reply' && target) {
    const answer = { ...on(target), body: { text, clientId: newId() } };
    const browser = world.browsers[each.by];
    if (readable(each.by, [target]).length === 0)
      expect(await browser.refusal(replyToSetupComment, answer)).toBe('not_found');
    else {
      await browser.call(replyToSetupComment, answer);
      target.replies.push(text);
    }
  } else if (each.what === 'resolve' && target) {
    const settle = { ...on(target), body: { resolved: !target.resolved } };
    const browser = world.browsers[each.by];
    if (readable(each.by, [target]).length === 0)
      expect(await browser.refusal(resolveSetupComment, settle)).toBe('not_found');
    else if (each.by !== target.by && each.by !== 'provider')
      expect(await browser.refusal(resolveSetupComment, settle)).toBe('not_yours');
    else {
      await browser.call(resolveSetupComment, settle);
      target.resolved = !target.resolved;
    }
  } else if (each.what === 'decline' && !declined) {
    const sent = comments.length === 0 ? [] : each.send.map((place) => comments[place % comments.length]!);
    const body = { version: 1, instructions: 'Again', commentIds: sent.map(({ id }) => id) };
    await world.browsers.provider.call(declineSetup, { ...order, body });
    for (const comment of sent) comment.secret = false;
    return true;
  } else if (each.what === 'take_back' && declined) {
    await world.browsers.provider.call(takeBackDecline, { ...order, body: { reason: 'Looked again' } });
    return false;
  }
  return declined;
}
