import { z } from 'zod';
import { endpoint } from './endpoint.ts';

/**
 * One message of the live stream: what changed, never the content. The browser fetches again what it shows.
 * `access_changed` and `signed_out` concern the account itself.
 */
export const liveKinds = [
  'members_changed',
  'invitations_changed',
  'practice_changed',
  'group_changed',
  'organisations_changed',
  'my_invitations_changed',
  'account_changed',
  'case_changed',
  'setup_comments_changed',
  'cases_changed',
  'messages_changed',
  'collaborations_changed',
  'reservations_changed',
  'patient_links_changed',
  'laboratory_changed',
  'hand_overs_changed',
  'access_changed',
  'signed_out',
] as const;
export type LiveKind = (typeof liveKinds)[number];
export type LiveMessage = { kind: LiveKind; organisationId?: string; caseId?: string };

export const liveStream = endpoint({
  name: 'liveStream',
  method: 'GET',
  path: '/api/live',
  summary: 'Server-sent events: what changed for the account signed in; resumes after Last-Event-ID',
  access: 'signed_in',
  /** For how many seconds the page has been reading: what happened since then is told first, or it would be shown as it was before. */
  query: z.object({ age: z.coerce.number().int().min(0).max(60).default(0) }),
  token: 'read',
  unrecorded: 'references only',
  stream: true,
  refusals: [],
});
