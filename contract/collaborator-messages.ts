import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, instant, optionalLine, text } from './shapes.ts';

/** Messages of a case between provider side and its collaborators. One thread a case; the laboratory's threads are others. */

/** What lines of the thread tell by themselves, by the names that the case's history has for it; the text then holds the reason, where one was given. */
export const threadEvents = [
  'give',
  'take',
  'leave',
  'submit',
  'deliver_setup',
  'withdraw_setup',
  'mark_ready',
  'take_back_ready',
  'push_back',
  'hand_to_provider',
  'decline',
  'take_back_decline',
  'approve',
  'take_back_approval',
  'complete',
  'cancel',
  'consent_to_cancel',
  'refuse',
  'close',
  'reopen_case',
  'hand_over',
  'move',
] as const;
export type ThreadEvent = (typeof threadEvents)[number];

/** What is sent along; what it is was read from its content. */
export const messageAttachment = z.object({
  id,
  fileName: z.string(),
  bytes: z.number(),
  /** jpeg, png, webp, pdf, dicom, stl, zip, text, … */
  format: z.string(),
  /** A picture can be shown where it stands. */
  picture: z.boolean(),
});
export type MessageAttachment = z.infer<typeof messageAttachment>;

export const collaboratorMessage = z.object({
  id,
  /** Its place in the thread: 1, 2, 3 … without gaps. */
  number: z.int(),
  at: instant,
  by: z.string(),
  /** The planning service for which the person wrote. */
  service: z.string().nullable(),
  side: z.enum(['provider_side', 'collaborator', 'laboratory']),
  yours: z.boolean(),
  /** Null for what a person wrote. */
  event: z.string().nullable(),
  /** What the event's sentence names, e.g. `{ name: "Kim Lee", version: 2 }`. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  text: z.string(),
  editedAt: instant.nullable(),
  /** Until when its author can change the wording; null for everybody else. */
  editableUntil: instant.nullable(),
  attachments: z.array(messageAttachment),
});
export type CollaboratorMessage = z.infer<typeof collaboratorMessage>;

const ofCase = z.object({ caseId: id });
const ofMessage = z.object({ caseId: id, messageId: id });
const ofAttachment = z.object({ caseId: id, attachmentId: id });

export const mostAttachments = 10;
/** The largest attachment. Scans and series of pictures are records, which have room. */
export const attachmentBytes = 25_000_000;

export const readCollaboratorMessages = endpoint({
  name: 'readCollaboratorMessages',
  method: 'GET',
  path: '/api/cases/:caseId/messages',
  summary:
    'The newest messages between provider side and collaborators, or those before a number, or all that came or changed since a revision; oldest first',
  access: 'messages.see',
  token: 'read',
  params: ofCase,
  query: z.object({
    /** Messages with a lower number: the page before. */
    before: z.coerce.number().int().min(1).max(2_000_000_000).optional(),
    /** What was written or changed after this revision, wherever it stands. */
    since: z.coerce.number().int().min(0).max(2_000_000_000).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  reply: z.object({
    messages: z.array(collaboratorMessage),
    /** Whether there are earlier ones; with `since`, whether more changed than fits in one answer. */
    more: z.boolean(),
    /** The thread as of which this is: ask `since` it for what came after. */
    revision: z.int(),
    /** Up to which number I have read, and how many of others' I haven't. */
    readUpTo: z.int(),
    unread: z.int(),
    may: z.array(z.enum(['write'])),
  }),
  refusals: [],
});

export const writeCollaboratorMessage = endpoint({
  name: 'writeCollaboratorMessage',
  method: 'POST',
  path: '/api/cases/:caseId/messages',
  summary:
    'Writes to the provider side and all collaborators of the case; sent twice with one clientId, it is one message',
  access: 'messages.write',
  token: 'write_messages',
  params: ofCase,
  body: z
    .object({ text: text(8000), attachments: z.array(id).max(mostAttachments).default([]), clientId: id })
    .refine(({ text: words, attachments }) => words !== '' || attachments.length > 0, {
      path: ['text'],
      error: 'empty',
    }),
  reply: collaboratorMessage,
  refusals: ['attachment_unknown', 'case_archived'],
});

export const editCollaboratorMessage = endpoint({
  name: 'editCollaboratorMessage',
  method: 'PATCH',
  path: '/api/cases/:caseId/messages/:messageId',
  summary: 'Changes the wording of one’s own message within fifteen minutes; it is marked as edited',
  access: 'messages.write',
  token: 'write_messages',
  params: ofMessage,
  body: z.object({ text: text(8000).min(1) }),
  reply: collaboratorMessage,
  refusals: ['not_yours', 'too_late_to_edit', 'case_archived'],
});

export const markCollaboratorMessagesRead = endpoint({
  name: 'markCollaboratorMessagesRead',
  method: 'POST',
  path: '/api/cases/:caseId/messages/read',
  summary: 'Notes that I have read up to this number',
  access: 'messages.see',
  unrecorded: 'one’s own reading mark',
  params: ofCase,
  body: z.object({ number: z.int().min(0).max(2_000_000_000) }),
  refusals: [],
});

export const addMessageAttachment = endpoint({
  name: 'addMessageAttachment',
  method: 'PUT',
  path: '/api/cases/:caseId/message-attachments/:attachmentId',
  summary:
    'Uploads a file that a message will bring along; the id is made by the browser, so that sending again keeps one',
  access: 'messages.write',
  token: 'write_messages',
  params: ofAttachment,
  query: z.object({ fileName: optionalLine(200).default('') }),
  upload: { binary: ['application/octet-stream'], maxBytes: attachmentBytes },
  reply: messageAttachment,
  refusals: ['file_empty', 'attachment_unreadable', 'too_many_attachments', 'case_archived'],
});

export const removeMessageAttachment = endpoint({
  name: 'removeMessageAttachment',
  method: 'DELETE',
  path: '/api/cases/:caseId/message-attachments/:attachmentId',
  summary: 'Takes away one’s own file that no message brings along yet',
  access: 'messages.write',
  params: ofAttachment,
  refusals: [],
});

export const viewMessageAttachment = endpoint({
  name: 'viewMessageAttachment',
  method: 'GET',
  path: '/api/cases/:caseId/message-attachments/:attachmentId',
  summary: 'The file of a message that I can read',
  access: 'messages.see',
  token: 'read',
  params: ofAttachment,
  bytes: 'download',
  refusals: ['range_not_there', 'files_unavailable'],
});
