import type { Answer, Call } from '#access/route.ts';
import type * as contract from '#contract/collaborator-messages.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { described, editableMs } from './describe.ts';
import { markReadUpTo, messageOf, postMessage, rewriteMessage } from './store.ts';

type Write = typeof contract.writeCollaboratorMessage;
type Edit = typeof contract.editCollaboratorMessage;
type Read = typeof contract.markCollaboratorMessagesRead;

/** Sent twice by a browser that didn't hear, it is one message. */
export async function writeMessage(call: Call<Write>): Promise<Answer<Write>> {
  const { tx, scope, actor, body } = call;
  const attachments = [...new Set(body.attachments)];
  const outcome = await postMessage(tx, scope, { ...body, attachments });
  // Somebody else's message, or one of another case: nothing about it is told.
  if (outcome === 'taken') return refuse('invalid', { errors: [{ path: 'clientId', reason: 'taken' }] });
  if (outcome !== 'written' && outcome !== 'had') return refuse(outcome);
  const row = await messageOf(tx, scope, body.clientId);
  if (!row) return refuse('not_found');
  // What was written stands in the thread, not in the audit log.
  call.audit({ changes: [{ field: 'message', after: row.id }] });
  return described(row, { accountId: actor.accountId, now: tx.now, archived: false });
}

export async function editMessage(call: Call<Edit>): Promise<Answer<Edit>> {
  const { tx, scope, actor, params, body } = call;
  const outcome = await rewriteMessage(tx, scope, {
    messageId: params.messageId,
    text: body.text,
    withinMs: editableMs,
  });
  if (outcome !== 'edited') return refuse(outcome);
  const row = await messageOf(tx, scope, params.messageId);
  if (!row) return refuse('not_found');
  call.audit({ changes: [{ field: 'message', after: row.id }] });
  return described(row, { accountId: actor.accountId, now: tx.now, archived: false });
}

export async function markRead({ tx, scope, actor, body }: Call<Read>): Promise<Answer<Read>> {
  // The person's other pages and devices hear of it; nobody else does.
  if (await markReadUpTo(tx, scope, body.number))
    await announce(tx, { kind: 'messages_changed', accountId: actor.accountId });
  return undefined;
}
