import type { Answer, Call } from '#access/route.ts';
import type {
  markThreadAnswered,
  markThreadRead,
  readThread,
  ThreadMessage,
  writeToThread,
} from '#contract/messages.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { touchCase } from '../cases/index.ts';
import {
  answerQuestions,
  forgetUnread,
  insertMessage,
  laboratoryOfThread,
  type MessageRow,
  messagesOf,
  ownMessage,
  tellUnread,
} from './store.ts';

export async function readTheThread(call: Call<typeof readThread>): Promise<Answer<typeof readThread>> {
  const { tx, scope, actor, params } = call;
  const [laboratory, rows] = await Promise.all([
    laboratoryOfThread(tx, scope, params.laboratoryId),
    messagesOf(tx, scope, params.laboratoryId),
  ]);
  if (!laboratory) return refuse('not_found');
  return { laboratory: laboratory.name, messages: rows.map((row) => shown(row, actor.accountId)) };
}

/** Writes, and so answers what the other side had asked. Sent twice by a browser that didn't hear, it is one message. */
export async function writeToTheThread(call: Call<typeof writeToThread>): Promise<Answer<typeof writeToThread>> {
  const { tx, scope, actor, params, body } = call;
  const { laboratoryId } = params;
  if (!(await laboratoryOfThread(tx, scope, laboratoryId))) return refuse('not_found');
  const message = {
    id: body.clientId,
    laboratoryId,
    accountId: actor.accountId,
    name: `${actor.firstName} ${actor.lastName}`,
    text: body.text,
    asks: body.asks,
  };
  const written = await insertMessage(tx, scope, message);
  const row = await ownMessage(tx, scope, message);
  // Somebody else's message, or one of another thread: nothing about it is told.
  if (!row) return refuse('invalid', { errors: [{ path: 'clientId', reason: 'taken' }] });
  if (written) {
    await answerQuestions(tx, scope, laboratoryId);
    await tellUnread(tx, scope, laboratoryId);
    touchCase(tx, scope);
  }
  return shown(row, actor.accountId);
}

export async function markTheThreadAnswered(
  call: Call<typeof markThreadAnswered>,
): Promise<Answer<typeof markThreadAnswered>> {
  const { tx, scope, params } = call;
  if (!(await laboratoryOfThread(tx, scope, params.laboratoryId))) return refuse('not_found');
  if ((await answerQuestions(tx, scope, params.laboratoryId)) > 0) touchCase(tx, scope);
  return undefined;
}

export async function markTheThreadRead(call: Call<typeof markThreadRead>): Promise<Answer<typeof markThreadRead>> {
  const { tx, scope, actor, params } = call;
  if (!(await laboratoryOfThread(tx, scope, params.laboratoryId))) return refuse('not_found');
  // The person's other pages and devices hear of it; nobody else does.
  if (await forgetUnread(tx, scope, actor.accountId))
    await announce(tx, { kind: 'case_changed', accountId: actor.accountId });
  return undefined;
}

function shown(row: MessageRow, reader: string): ThreadMessage {
  return {
    id: row.id,
    at: row.at.toISOString(),
    by: row.name,
    side: row.side,
    yours: row.account_id === reader,
    text: row.body,
    asks: row.asks,
    answeredAt: row.answered_at?.toISOString() ?? null,
    editedAt: row.edited_at?.toISOString() ?? null,
  };
}
