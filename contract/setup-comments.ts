import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, instant, text, tooth } from './shapes.ts';

/** Comments on a version of a treatment setup, pinned to tooth, stage and point. Threads that are resolved by their author or the provider. */

const ofSetup = z.object({ caseId: id, setupId: id });
const ofComment = z.object({ caseId: id, commentId: id });

/** `internal`: provider side and collaborators only; `laboratory`: the laboratory sees it too. */
export const commentAudience = z.enum(['internal', 'laboratory']);

const coordinate = z.number().min(-500).max(500);
/** A point on a tooth in the tooth's own coordinates, so that it moves with it; without a tooth in the mouth's. Millimetres. */
export const pinPoint = z.tuple([coordinate, coordinate, coordinate]);

export const commentReply = z.object({
  id,
  by: z.string(),
  /** The planning service for which it was written. */
  service: z.string().nullable(),
  side: z.enum(['provider_side', 'laboratory']),
  yours: z.boolean(),
  at: instant,
  editedAt: instant.nullable(),
  text: z.string(),
});

export const setupComment = commentReply.extend({
  setupId: id,
  version: z.number(),
  /** What its pin says: a letter for an internal comment, a number for one that the laboratory reads. Each is counted through the version by itself. */
  mark: z.string(),
  audience: commentAudience,
  /** Since when an internal comment was sent along with a decline; the laboratory sees it from then on. */
  sentAt: instant.nullable(),
  stage: z.number().nullable(),
  tooth: tooth.nullable(),
  point: pinPoint.nullable(),
  resolvedAt: instant.nullable(),
  resolvedBy: z.string().nullable(),
  replies: z.array(commentReply),
  may: z.array(z.enum(['reply', 'edit', 'resolve', 'reopen'])),
});
export type SetupComment = z.infer<typeof setupComment>;

export const listSetupComments = endpoint({
  name: 'listSetupComments',
  method: 'GET',
  path: '/api/cases/:caseId/setups/:setupId/comments',
  summary: 'The comments on a version of the setup: the laboratory sees those that were written or sent to it',
  access: 'case.see',
  token: 'read',
  params: ofSetup,
  reply: z.object({ comments: z.array(setupComment), may: z.array(z.enum(['add', 'add_internal'])) }),
  refusals: [],
});

export const addSetupComment = endpoint({
  name: 'addSetupComment',
  method: 'POST',
  path: '/api/cases/:caseId/setups/:setupId/comments',
  summary: 'Pins a comment to a tooth, a stage and a point. What the laboratory writes, both sides see',
  access: 'setup.comment',
  token: 'write_messages',
  params: ofSetup,
  body: z.object({
    text: text(4000).min(1),
    audience: commentAudience.default('internal'),
    stage: z.int().min(0).max(200).nullable().default(null),
    tooth: tooth.nullable().default(null),
    point: pinPoint.nullable().default(null),
    /** Made by the browser, so that sending twice writes once. */
    clientId: id,
  }),
  reply: setupComment,
  refusals: ['too_many_comments', 'tooth_not_in_setup'],
});

export const replyToSetupComment = endpoint({
  name: 'replyToSetupComment',
  method: 'POST',
  path: '/api/cases/:caseId/setup-comments/:commentId/replies',
  summary: 'Answers a comment; the answer is seen by whoever sees the comment',
  access: 'setup.comment',
  token: 'write_messages',
  params: ofComment,
  body: z.object({ text: text(4000).min(1), clientId: id }),
  reply: setupComment,
  refusals: ['too_many_comments'],
});

export const editSetupComment = endpoint({
  name: 'editSetupComment',
  method: 'PATCH',
  path: '/api/cases/:caseId/setup-comments/:commentId',
  summary: 'Changes the wording of one’s own comment or answer within fifteen minutes',
  access: 'setup.comment',
  params: ofComment,
  body: z.object({ text: text(4000).min(1) }),
  reply: setupComment,
  refusals: ['not_yours', 'too_late_to_edit'],
});

export const resolveSetupComment = endpoint({
  name: 'resolveSetupComment',
  method: 'POST',
  path: '/api/cases/:caseId/setup-comments/:commentId/resolve',
  summary: 'Marks a comment as resolved, or open again; for its author and the provider',
  access: 'setup.comment',
  params: ofComment,
  body: z.object({ resolved: z.boolean() }),
  reply: setupComment,
  refusals: ['not_yours'],
});
