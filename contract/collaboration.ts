import { z } from 'zod';
import { grants } from './case-permissions.ts';
import { collaboratorStatus } from './cases.ts';
import { collaboratorWords } from './collaborator-status.ts';
import { endpoint } from './endpoint.ts';
import { id, instant, text } from './shapes.ts';

/** The collaboration on one case: where it stands, what each collaborator last said, marking ready, pushing back, leaving. */

const ofCase = z.object({ caseId: id });
const versionSeen = z.object({
  version: z.number().int().min(1),
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
});

export const viewCollaboration = endpoint({
  name: 'viewCollaboration',
  method: 'GET',
  path: '/api/cases/:caseId/collaboration',
  summary:
    'Where the collaboration on a case stands: its collaborators with the last word of each, and the open version',
  access: 'messages.see',
  token: 'read',
  params: ofCase,
  reply: z.object({
    status: collaboratorStatus,
    collaborators: z.array(
      z.object({
        collaborationId: id,
        name: z.string(),
        /** A planning service, not a person. */
        service: z.boolean(),
        /** The reader, or a service of the reader. */
        you: z.boolean(),
        since: instant,
        /** Neither accepted yet nor counted. */
        waiting: z.boolean(),
        suspended: z.boolean(),
        /** Marked the open version as ready for approval. */
        ready: z.boolean(),
        word: z
          .object({ said: z.enum(collaboratorWords), version: z.number(), at: instant, by: z.string() })
          .nullable(),
      }),
    ),
    /** The newest version open for review. */
    open: z
      .object({ orderId: id, setupId: id, version: z.number(), contentHash: z.string(), held: z.boolean() })
      .nullable(),
    /** What the reader was granted, as a collaborator; null for the provider side. */
    grants: z.array(z.enum(grants)).nullable(),
    mayDo: z.array(z.enum(['mark_ready', 'take_back_ready', 'push_back', 'leave'])),
  }),
  refusals: [],
});
export type CollaborationView = z.infer<(typeof viewCollaboration)['reply']>;

export const markReady = endpoint({
  name: 'markReady',
  method: 'PUT',
  path: '/api/cases/:caseId/ready',
  summary: 'A collaborator marks exactly the version seen as ready for approval: advice, no gate',
  access: 'ready.mark',
  token: 'mark_ready',
  params: ofCase,
  body: versionSeen,
  refusals: ['not_the_version_seen', 'not_from_here'],
});
export const takeBackReady = endpoint({
  name: 'takeBackReady',
  method: 'POST',
  path: '/api/cases/:caseId/ready/take-back',
  summary: 'A collaborator takes the own mark back, until the decision',
  access: 'ready.mark',
  token: 'mark_ready',
  params: ofCase,
  refusals: ['not_from_here'],
});
export const pushBack = endpoint({
  name: 'pushBack',
  method: 'POST',
  path: '/api/cases/:caseId/push-back',
  summary: 'The provider returns the version from *Ready for approval* to evaluating; the reason lands in the thread',
  access: 'ready.push_back',
  params: ofCase,
  body: z.object({ version: z.number().int().min(1), reason: text(2000).min(1) }),
  refusals: ['not_the_version_seen', 'not_from_here'],
});
export const leaveCase = endpoint({
  name: 'leaveCase',
  method: 'POST',
  path: '/api/cases/:caseId/leave',
  summary:
    'A collaborator leaves a case: access and mark end at once, what was written stays. For a planning service by its manager',
  access: 'collaboration.leave',
  params: ofCase,
  refusals: [],
});
