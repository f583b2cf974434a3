import type { Answer, Call } from '#access/route.ts';
import type * as contract from '#contract/setup-comments.ts';
import { refuse } from '#platform/refusal.ts';
import { announceComment } from './announce-comment.ts';
import { describeThread } from './describe.ts';
import { isEditable, maySettle, reachesLaboratory } from './rules.ts';
import { commentOf, holdVersionOf, rewriteComment, settleComment, threadOf } from './store.ts';

/** Another wording for one's own comment or answer, soon after it was written. */
export async function editSetupComment(
  call: Call<typeof contract.editSetupComment>,
): Promise<Answer<typeof contract.editSetupComment>> {
  const { tx, scope, actor, params, body } = call;
  holdVersionOf(tx, params.commentId);
  const comment = await commentOf(tx, scope, params.commentId);
  if (!comment) return refuse('not_found');
  if (comment.account_id !== actor.accountId) return refuse('not_yours');
  if (!isEditable(comment, actor.accountId, tx.now)) return refuse('too_late_to_edit');
  if (comment.body !== body.text) {
    rewriteComment(tx, comment.id, body.text);
    announceComment(tx, scope, { setupId: comment.setup_id, toLaboratory: reachesLaboratory(comment) });
  }
  const thread = await threadOf(tx, scope, comment.thread_id ?? comment.id);
  call.audit({ changes: [{ field: 'setupVersion', after: String(thread!.version) }] });
  return describeThread(thread!, { actor, scope, now: tx.now });
}

/** Settles a comment, or opens it again; doing so twice changes nothing. */
export async function resolveSetupComment(
  call: Call<typeof contract.resolveSetupComment>,
): Promise<Answer<typeof contract.resolveSetupComment>> {
  const { tx, scope, actor, params, body } = call;
  holdVersionOf(tx, params.commentId);
  const before = await threadOf(tx, scope, params.commentId);
  if (!before) return refuse('not_found');
  if (!maySettle(before, actor.accountId, scope.standings)) return refuse('not_yours');
  const changed = body.resolved !== (before.resolved_at !== null);
  if (changed) {
    const by = { accountId: actor.accountId, name: `${actor.firstName} ${actor.lastName}` };
    settleComment(tx, before.id, body.resolved ? by : null);
    announceComment(tx, scope, { setupId: before.setup_id, toLaboratory: reachesLaboratory(before) });
  }
  const thread = changed ? await threadOf(tx, scope, before.id) : before;
  call.audit({
    changes: [
      { field: 'setupVersion', after: String(before.version) },
      { field: 'resolved', before: String(before.resolved_at !== null), after: String(body.resolved) },
    ],
  });
  return describeThread(thread!, { actor, scope, now: tx.now });
}
