import type { CaseScope } from '#access/scope.ts';
import type { SetupComment } from '#contract/setup-comments.ts';

/** Who reads a comment and what may be done with it. Nothing here asks the database. */

/** For so long after writing, its author can change the wording. Milliseconds. */
export const editableMs = 15 * 60_000;

/** Comments on one version, and answers to one comment. */
export const mostComments = 500;
export const mostReplies = 200;

export type Audience = SetupComment['audience'];
export type Side = SetupComment['side'];

export const sideOf = (scope: Pick<CaseScope, 'side'>): Side =>
  scope.side === 'laboratory' ? 'laboratory' : 'provider_side';

type Reach = { audience: Audience; sent_at: Date | null };

/** Whether the laboratory reads it: written to it, by it, or sent to it with a decline. */
export const reachesLaboratory = (comment: Reach): boolean =>
  comment.audience === 'laboratory' || comment.sent_at !== null;

/** What the laboratory writes, both sides read, whatever was asked for. */
export const audienceFor = (scope: Pick<CaseScope, 'side'>, asked: Audience): Audience =>
  sideOf(scope) === 'laboratory' ? 'laboratory' : asked;

type Written = { account_id: string; written_at: Date };

export const isEditable = (comment: Written, reader: string, now: Date): boolean =>
  comment.account_id === reader && now.getTime() - comment.written_at.getTime() <= editableMs;

/** Its author and the case's provider settle a comment. */
export const maySettle = (
  comment: Pick<Written, 'account_id'>,
  reader: string,
  standings: CaseScope['standings'],
): boolean => comment.account_id === reader || standings.includes('provider');
