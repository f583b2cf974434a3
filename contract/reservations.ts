import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, instant } from './shapes.ts';

/**
 * Reservations: who says to be working on the open version of a treatment setup, and until when. Seen by all sides, blocks nobody. It ends by
 * itself with the decision, a newer version, withdrawal, loss of access to the case, or its time.
 */

export const reservationHours = { usual: 4, most: 72 } as const;

export const reservation = z.object({
  caseId: id,
  setupId: id,
  version: z.number(),
  /** Who works on it, and for which planning service. */
  by: z.string(),
  service: z.string().nullable(),
  yours: z.boolean(),
  since: instant,
  until: instant,
});
export type Reservation = z.infer<typeof reservation>;

const ofSetup = z.object({ caseId: id, setupId: id });

export const readReservations = endpoint({
  name: 'readReservations',
  method: 'GET',
  path: '/api/cases/:caseId/reservations',
  summary: 'Who says to be working on the open version of a case’s treatment setup, and until when',
  access: 'case.see',
  token: 'read',
  params: z.object({ caseId: id }),
  reply: z.object({ reservations: z.array(reservation) }),
  refusals: [],
});

export const reserveSetup = endpoint({
  name: 'reserveSetup',
  method: 'PUT',
  path: '/api/cases/:caseId/setups/:setupId/reservation',
  summary:
    'Says that I am working on the open version, from now for some hours; said again, it is prolonged. Blocks nobody',
  access: 'setup.reserve',
  token: 'mark_ready',
  params: ofSetup,
  body: z.object({
    hours: z.number().int().min(1).max(reservationHours.most).default(reservationHours.usual),
  }),
  reply: reservation,
  refusals: ['setup_not_open'],
});

export const releaseSetup = endpoint({
  name: 'releaseSetup',
  method: 'DELETE',
  path: '/api/cases/:caseId/setups/:setupId/reservation',
  summary: 'Says that I am no longer working on it',
  access: 'setup.reserve',
  token: 'mark_ready',
  params: ofSetup,
  refusals: [],
});

/** Beside a page of a list: its cases’ reservations. Cases that the account doesn’t see are left out. */
export const listReservations = endpoint({
  name: 'listReservations',
  method: 'GET',
  path: '/api/reservations',
  summary: 'Reservations of the cases named, as far as they are mine to see: for the rows of a list',
  access: 'signed_in',
  token: 'read',
  query: z.object({
    cases: z
      .string()
      .max(100 * 37)
      .transform((given) => given.split(','))
      .pipe(z.array(id).min(1).max(100)),
  }),
  unrecorded: 'beside a list that is recorded: says who works on what, nothing about patients',
  reply: z.object({ reservations: z.array(reservation) }),
  refusals: [],
});
