import type { SetupComment } from '#contract/setup-comments.ts';

export const commentFilters = ['all', 'open', 'resolved', 'mine', 'laboratory'] as const;
export type CommentFilter = (typeof commentFilters)[number];

/** Whether a comment is one of those asked for. Mine: begun or answered by the reader. */
export function matches(comment: SetupComment, filter: CommentFilter): boolean {
  if (filter === 'open') return comment.resolvedAt === null;
  if (filter === 'resolved') return comment.resolvedAt !== null;
  if (filter === 'mine') return comment.yours || comment.replies.some(({ yours }) => yours);
  if (filter === 'laboratory') return reachesLaboratory(comment);
  return true;
}

/** Whether the laboratory can read it. */
export const reachesLaboratory = ({ audience, sentAt }: SetupComment): boolean =>
  audience === 'laboratory' || sentAt !== null;
