import { z } from 'zod';
import { grants, standings } from './case-permissions.ts';
import { caseRow } from './cases.ts';
import { collaboratorWords } from './collaborator-status.ts';
import { endpoint } from './endpoint.ts';
import { caseListQuery } from './manage-orders.ts';
import { id, instant } from './shapes.ts';

/** Giving cases to collaborators and taking them away: one case from its row, many on Manage Collaborators; who sees a case, and as what. */

const ofCase = z.object({ caseId: id });

/** A collaborator of the case's provider, and how this one stands to the case. */
export const givableCollaborator = z.object({
  collaborationId: id,
  name: z.string(),
  /** A planning service, not a person. */
  service: z.boolean(),
  /** Added, and neither registered nor accepted yet: sees what is given from then on. */
  waiting: z.boolean(),
  grants: z.array(z.enum(grants)),
  futureCases: z.boolean(),
  given: z.object({ at: instant, by: z.string() }).nullable(),
  /** The case got another provider, who hasn't confirmed this collaborator yet. */
  toConfirm: z.boolean(),
  suspended: z.boolean(),
  word: z.object({ said: z.enum(collaboratorWords), version: z.number(), at: instant, by: z.string() }).nullable(),
});
export type GivableCollaborator = z.infer<typeof givableCollaborator>;

export const viewGivings = endpoint({
  name: 'viewGivings',
  method: 'GET',
  path: '/api/cases/:caseId/collaborators',
  summary: 'The collaborators of a case’s provider, to whom it is given and who could be given it',
  access: 'collaborators.see',
  params: ofCase,
  reply: z.object({
    provider: z.object({ practitionerId: id, name: z.string(), you: z.boolean() }).nullable(),
    notShared: z.boolean(),
    /** Texts whose present version the provider hasn't ticked: nothing new can be given until then. */
    consentNeeded: z.boolean(),
    /** A message was written before: whether it shows to a new collaborator can be chosen. */
    earlierMessages: z.boolean(),
    collaborators: z.array(givableCollaborator),
    mayGive: z.boolean(),
    mayConfirm: z.boolean(),
  }),
  refusals: [],
});
export type Givings = z.infer<(typeof viewGivings)['reply']>;

export const saveGivings = endpoint({
  name: 'saveGivings',
  method: 'PUT',
  path: '/api/cases/:caseId/collaborators',
  summary: 'Gives a case to collaborators and takes it away from others, all at once or not at all',
  access: 'collaborators.give',
  params: ofCase,
  body: z.object({
    give: z.array(id).max(100).default([]),
    take: z.array(id).max(100).default([]),
    /** Those given the case now see the messages that were written before. */
    earlierMessages: z.boolean().default(false),
  }),
  refusals: ['case_not_to_be_shared', 'collaboration_over', 'consent_needed'],
});

export const confirmGivings = endpoint({
  name: 'confirmGivings',
  method: 'POST',
  path: '/api/cases/:caseId/collaborators/confirmed',
  summary: 'After a hand-over the provider confirms or ends each collaborator that came with the case',
  access: 'collaborators.confirm',
  params: ofCase,
  body: z.object({ confirm: z.array(id).max(100).default([]), end: z.array(id).max(100).default([]) }),
  refusals: ['consent_needed'],
});

// Who can see this

export const viewerReasons = standings;

export const viewWhoSees = endpoint({
  name: 'viewWhoSees',
  method: 'GET',
  path: '/api/cases/:caseId/who-sees',
  summary: 'Everybody who can see a case, and why',
  access: 'case.see_as',
  params: ofCase,
  reply: z.object({
    viewers: z.array(
      z.object({
        /** How to see the case as this one: `account:…`, `laboratory:…` or `collaboration:…`. */
        viewer: z.string(),
        kind: z.enum(['practice', 'collaborator', 'laboratory']),
        name: z.string(),
        you: z.boolean(),
        /** The planning service that a person works for, or null. */
        service: z.string().nullable(),
        because: z.array(z.enum(standings)),
        since: instant.nullable(),
      }),
    ),
  }),
  refusals: [],
});
export type WhoSees = z.infer<(typeof viewWhoSees)['reply']>;

/**
 * A read of a case with `?seenAs=` is answered as that one would get it: `account:` somebody who sees the case, `collaboration:` as if the
 * case were given and accepted, `laboratory:` a manager of one that it was sent to. Only for who holds `case.see_as`; nothing can be changed.
 */
export const seenAs = z
  .string()
  .regex(/^(account|collaboration|laboratory):[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

// Manage Collaborators

const ofPractice = z.object({ practiceId: id });
const ofCollaboration = z.object({ practiceId: id, collaborationId: id });

export const listCollaborationsToGive = endpoint({
  name: 'listCollaborationsToGive',
  method: 'GET',
  path: '/api/practices/:practiceId/collaborations',
  summary: 'To whom cases of the practice can be given: my collaborators, and those of every provider for an Admin',
  access: 'collaborators.manage',
  params: ofPractice,
  reply: z.object({
    collaborations: z.array(
      givableCollaborator
        .pick({ collaborationId: true, name: true, service: true, waiting: true, grants: true, futureCases: true })
        .extend({
          provider: z.object({ practitionerId: id, name: z.string(), you: z.boolean() }),
          consentNeeded: z.boolean(),
          /** Cases of the practice that are given. */
          given: z.number(),
        }),
    ),
  }),
  refusals: [],
});
export type CollaborationToGive = z.infer<(typeof listCollaborationsToGive)['reply']>['collaborations'][number];

const flag = z.enum(['yes', 'no']).optional();

/** Manage Orders' own filter, and whether a case is given to the chosen collaborator. */
export const givingFilter = caseListQuery.omit({ after: true, limit: true, provider: true }).extend({ given: flag });
export type GivingFilter = z.infer<typeof givingFilter>;

export const listCasesToGive = endpoint({
  name: 'listCasesToGive',
  method: 'GET',
  path: '/api/practices/:practiceId/collaborations/:collaborationId/cases',
  summary: 'A page of the provider’s cases in the practice, with whether each is given to the collaborator',
  access: 'collaborators.manage',
  params: ofCollaboration,
  query: caseListQuery.omit({ provider: true }).extend({ given: flag }),
  reply: z.object({ rows: z.array(caseRow.extend({ given: z.boolean() })), next: z.string().nullable() }),
  refusals: [],
});

export const countCasesToGive = endpoint({
  name: 'countCasesToGive',
  method: 'GET',
  path: '/api/practices/:practiceId/collaborations/:collaborationId/case-counts',
  summary: 'How many of the provider’s cases fit a filter, and how many of those are given, or not to be shared',
  access: 'collaborators.manage',
  params: ofCollaboration,
  query: givingFilter.omit({ sort: true, direction: true }),
  reply: z.object({ fitting: z.number(), given: z.number(), notShared: z.number() }),
  unrecorded: 'numbers only',
  refusals: [],
});

export const givingStates = ['waiting', 'running', 'done', 'failed'] as const;
const giving = z.object({
  id,
  act: z.enum(['give', 'take']),
  state: z.enum(givingStates),
  /** Cases that were chosen, and how many of them have been worked through; known once it runs. */
  chosen: z.number(),
  worked: z.number(),
  /** Given or taken; shown when it is done. */
  changed: z.number(),
  /** Were given, or weren't, before. */
  unchanged: z.number(),
  /** Left out: not to be shared outside the practice. */
  notShared: z.number(),
  /** Left out: of another provider or practice by now. */
  notTheirs: z.number(),
});
export type Giving = z.infer<typeof giving>;

export const giveManyCases = endpoint({
  name: 'giveManyCases',
  method: 'POST',
  path: '/api/practices/:practiceId/collaborations/:collaborationId/givings',
  summary:
    'Gives cases to a collaborator or takes them away, as one act that is never half done; many are worked in the background, with progress',
  access: 'collaborators.manage',
  params: ofCollaboration,
  body: z.object({
    act: z.enum(['give', 'take']),
    cases: z.union([
      z.object({ ids: z.array(id).min(1).max(5000) }),
      z.object({
        /** All that fit, on every page. */
        fitting: givingFilter.omit({ sort: true, direction: true }),
        except: z.array(id).max(5000).default([]),
      }),
    ]),
    earlierMessages: z.boolean().default(false),
    /** Made by the browser: sent twice, it is one act. */
    clientId: id,
  }),
  reply: giving,
  refusals: ['collaboration_over', 'consent_needed', 'giving_running'],
});
export const viewGiving = endpoint({
  name: 'viewGiving',
  method: 'GET',
  path: '/api/practices/:practiceId/collaborations/:collaborationId/givings/:givingId',
  summary: 'How far giving or taking many cases has come',
  access: 'collaborators.manage',
  params: ofCollaboration.extend({ givingId: id }),
  reply: giving,
  unrecorded: 'numbers only',
  refusals: [],
});

export const setFutureCases = endpoint({
  name: 'setFutureCases',
  method: 'PUT',
  path: '/api/practices/:practiceId/collaborations/:collaborationId/future-cases',
  summary:
    '*All future cases too*: each case that the provider begins from now on is given as well, until it is switched off',
  access: 'collaborators.manage',
  params: ofCollaboration,
  body: z.object({ futureCases: z.boolean() }),
  refusals: ['collaboration_over', 'consent_needed'],
});
