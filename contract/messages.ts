import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, instant, text } from './shapes.ts';

/** The laboratory thread of a case: between provider side and one laboratory. */

const ofThread = z.object({ caseId: id, laboratoryId: id });

export const threadMessage = z.object({
  id,
  at: instant,
  by: z.string(),
  side: z.enum(['provider_side', 'laboratory']),
  yours: z.boolean(),
  text: z.string(),
  asks: z.boolean(),
  answeredAt: instant.nullable(),
  editedAt: instant.nullable(),
});
export type ThreadMessage = z.infer<typeof threadMessage>;

export const readThread = endpoint({
  name: 'readThread',
  method: 'GET',
  path: '/api/cases/:caseId/laboratory-threads/:laboratoryId',
  summary: 'The messages between provider side and one laboratory on a case, oldest first',
  access: 'thread.see',
  params: ofThread,
  reply: z.object({ messages: z.array(threadMessage), laboratory: z.string() }),
  refusals: [],
});
export const writeToThread = endpoint({
  name: 'writeToThread',
  method: 'POST',
  path: '/api/cases/:caseId/laboratory-threads/:laboratoryId',
  summary: 'Writes to the laboratory thread; a question shows *Answer needed* to the other side until it answers',
  access: 'thread.write',
  params: ofThread,
  body: z.object({ text: text(8000).min(1), asks: z.boolean().default(false), clientId: id }),
  reply: threadMessage,
  refusals: [],
});
export const markThreadRead = endpoint({
  name: 'markThreadRead',
  method: 'POST',
  path: '/api/cases/:caseId/laboratory-threads/:laboratoryId/read',
  summary: 'Notes that I have read the thread up to now',
  access: 'thread.see',
  unrecorded: 'one’s own reading mark',
  params: ofThread,
  refusals: [],
});

export const markThreadAnswered = endpoint({
  name: 'markThreadAnswered',
  method: 'POST',
  path: '/api/cases/:caseId/laboratory-threads/:laboratoryId/answered',
  summary: 'Says that the other side’s open questions are answered, e.g. by telephone',
  access: 'thread.write',
  params: ofThread,
  refusals: [],
});
