import type { Actor } from '#access/actor.ts';
import { decideOnCase } from '#access/decide.ts';
import type { CaseScope } from '#access/scope.ts';
import type { SetupComment } from '#contract/setup-comments.ts';
import { isEditable, maySettle } from './rules.ts';
import type { CommentRow, Thread } from './store.ts';

export type Reader = { actor: Actor; scope: CaseScope; now: Date };

/** A comment as its reader is shown it, with what they may do with it. */
export function describeThread(thread: Thread, reader: Reader): SetupComment {
  const { accountId } = reader.actor;
  return {
    ...described(thread, accountId),
    setupId: thread.setup_id,
    version: thread.version,
    mark: markOf(thread),
    audience: thread.audience,
    sentAt: thread.sent_at?.toISOString() ?? null,
    stage: thread.stage,
    tooth: thread.tooth,
    point: thread.point,
    resolvedAt: thread.resolved_at?.toISOString() ?? null,
    resolvedBy: thread.resolved_name,
    replies: thread.replies.map((reply) => described(reply, accountId)),
    may: allowed(thread, reader),
  };
}

/** A number that both sides say, or a letter for what stays with the provider side: neither series tells anything of the other. */
export const markOf = ({ number, laboratory_number }: Pick<CommentRow, 'number' | 'laboratory_number'>): string =>
  laboratory_number === null ? letters(number!) : String(laboratory_number);

/** A to Z, AA, AB and so on. */
const letters = (place: number): string =>
  place === 0 ? '' : letters(Math.floor((place - 1) / 26)) + String.fromCharCode(65 + ((place - 1) % 26));

function allowed(thread: Thread, { actor, scope, now }: Reader): SetupComment['may'] {
  if (!decideOnCase(scope.standings, 'setup.comment').allowed) return [];
  const may: SetupComment['may'] = ['reply'];
  if (isEditable(thread, actor.accountId, now)) may.push('edit');
  if (maySettle(thread, actor.accountId, scope.standings)) may.push(thread.resolved_at ? 'reopen' : 'resolve');
  return may;
}

const described = (row: CommentRow, reader: string) => ({
  id: row.id,
  by: row.name,
  service: row.service,
  side: row.side,
  yours: row.account_id === reader,
  at: row.written_at.toISOString(),
  editedAt: row.edited_at?.toISOString() ?? null,
  text: row.body,
});
