import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, instant } from './shapes.ts';

/** Hand-over: a case gets another provider of its practice, once that provider accepts. */

export const handOver = z.object({
  id,
  caseId: id,
  number: z.number(),
  patient: z.string().nullable(),
  practice: z.string(),
  to: z.string(),
  until: z.string().nullable(),
  offeredBy: z.string(),
  offeredAt: instant,
});
export type HandOver = z.infer<typeof handOver>;

export const offerHandOvers = endpoint({
  name: 'offerHandOvers',
  method: 'POST',
  path: '/api/practices/:practiceId/hand-overs',
  summary: 'Hands cases over to another provider of the practice, for good or until a date, once that provider accepts',
  access: 'cases.hand_over',
  params: z.object({ practiceId: id }),
  body: z.object({
    /** Given one by one, or all open and closed cases of one provider, or all that need a provider. */
    cases: z.union([z.array(id).min(1).max(1000), z.object({ provider: id }), z.literal('needs_provider')]),
    toMemberId: id,
    until: z.iso.date().nullable().default(null),
  }),
  reply: z.object({ offered: z.number(), skipped: z.number() }),
  refusals: ['not_a_provider', 'until_in_past'],
});

export const listMyHandOvers = endpoint({
  name: 'listMyHandOvers',
  method: 'GET',
  path: '/api/my-hand-overs',
  summary: 'Cases offered to me that wait for my answer',
  access: 'signed_in',
  reply: z.object({ handOvers: z.array(handOver) }),
  refusals: [],
});
export const answerHandOver = endpoint({
  name: 'answerHandOver',
  method: 'POST',
  path: '/api/my-hand-overs/:handOverId/answer',
  summary: 'Accepts a case offered to me as its new provider, or declines it',
  access: 'signed_in',
  params: z.object({ handOverId: id }),
  body: z.object({ accept: z.boolean() }),
  refusals: ['hand_over_over', 'not_a_provider'],
});
export const withdrawHandOver = endpoint({
  name: 'withdrawHandOver',
  method: 'DELETE',
  path: '/api/practices/:practiceId/hand-overs/:handOverId',
  summary: 'Takes an offer back that was not answered yet',
  access: 'cases.hand_over',
  params: z.object({ practiceId: id, handOverId: id }),
  refusals: ['hand_over_over'],
});

export const answerHandOvers = endpoint({
  name: 'answerHandOvers',
  method: 'POST',
  path: '/api/my-hand-overs/answers',
  summary: 'Accepts or declines several cases offered to me at once; those that are over by now are left out',
  access: 'signed_in',
  body: z.object({ handOverIds: z.array(id).min(1).max(1000), accept: z.boolean() }),
  reply: z.object({ answered: z.number(), skipped: z.number() }),
  refusals: [],
});

export const listProviders = endpoint({
  name: 'listProviders',
  method: 'GET',
  path: '/api/practices/:practiceId/providers',
  summary: 'Members of the practice who can be provider of its cases',
  access: 'cases.see',
  params: z.object({ practiceId: id }),
  reply: z.object({
    providers: z.array(z.object({ memberId: id, practitionerId: id, name: z.string(), you: z.boolean() })),
  }),
  refusals: [],
});
