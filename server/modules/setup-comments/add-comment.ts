import type { Answer, Call } from '#access/route.ts';
import type * as contract from '#contract/setup-comments.ts';
import { refuse } from '#platform/refusal.ts';
import { announceComment } from './announce-comment.ts';
import { describeThread } from './describe.ts';
import { audienceFor, mostComments, mostReplies, reachesLaboratory } from './rules.ts';
import {
  commentOf,
  holdVersionOf,
  insertComment,
  nextNumber,
  threadOf,
  unpinned,
  type VersionRow,
  versionOf,
} from './store.ts';

/** Pins a comment. Sent twice by a browser that didn't hear, it is one comment. */
export async function addSetupComment(
  call: Call<typeof contract.addSetupComment>,
): Promise<Answer<typeof contract.addSetupComment>> {
  const { tx, scope, actor, params, body } = call;
  const audience = audienceFor(scope, body.audience);
  // The number first: it holds the version, so that what is read of it afterwards stays true.
  const [number, version] = await Promise.all([
    nextNumber(tx, params.setupId, audience),
    versionOf(tx, scope, params.setupId),
  ]);
  if (!version || number === null) return refuse('not_found');
  if (number > mostComments) return refuse('too_many_comments');
  if (body.tooth !== null && !hasTooth(version, body.tooth))
    return refuse('tooth_not_in_setup', { facts: { tooth: body.tooth } });
  if (body.stage !== null && body.stage > version.stages)
    return refuse('invalid', { errors: [{ path: 'stage', reason: 'too_big' }] });
  const pin = { stage: body.stage, tooth: body.tooth, point: body.point };
  const comment = { id: body.clientId, setupId: version.id, threadId: null, number, audience, text: body.text, pin };
  const written = await insertComment(tx, scope, actor, comment);
  const thread = await threadOf(tx, scope, body.clientId);
  // Somebody else's comment, or one of another version: nothing about it is told.
  if (!thread || thread.account_id !== actor.accountId || thread.setup_id !== version.id) return taken();
  if (written) announceComment(tx, scope, { setupId: version.id, toLaboratory: audience === 'laboratory' });
  call.audit({ changes: [{ field: 'setupVersion', after: String(version.version) }] });
  return describeThread(thread, { actor, scope, now: tx.now });
}

/** Answers a comment; whoever sees the comment sees the answer. */
export async function replyToSetupComment(
  call: Call<typeof contract.replyToSetupComment>,
): Promise<Answer<typeof contract.replyToSetupComment>> {
  const { tx, scope, actor, params, body } = call;
  holdVersionOf(tx, params.commentId);
  const thread = await threadOf(tx, scope, params.commentId);
  if (!thread) return refuse('not_found');
  if (thread.replies.length >= mostReplies) return refuse('too_many_comments');
  const toLaboratory = reachesLaboratory(thread);
  const written = await insertComment(tx, scope, actor, {
    id: body.clientId,
    setupId: thread.setup_id,
    threadId: thread.id,
    number: null,
    audience: toLaboratory ? 'laboratory' : 'internal',
    text: body.text,
    pin: unpinned,
  });
  const reply = await commentOf(tx, scope, body.clientId);
  if (reply?.account_id !== actor.accountId || reply.thread_id !== thread.id) return taken();
  if (written) announceComment(tx, scope, { setupId: thread.setup_id, toLaboratory });
  call.audit({ changes: [{ field: 'setupVersion', after: String(thread.version) }] });
  const after = await threadOf(tx, scope, thread.id);
  return describeThread(after!, { actor, scope, now: tx.now });
}

const hasTooth = ({ teeth }: VersionRow, tooth: number) => teeth === null || teeth.split(/\D+/).includes(String(tooth));

const taken = () => refuse('invalid', { errors: [{ path: 'clientId', reason: 'taken' }] });
