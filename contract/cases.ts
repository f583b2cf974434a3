import { z } from 'zod';
import { casePermissions, standings } from './case-permissions.ts';
import { collaboratorStatuses } from './collaborator-status.ts';
import { endpoint } from './endpoint.ts';
import { packageLimits } from './laboratories.ts';
import { categories, orderKinds, statuses, turns } from './order-life.ts';
import { sex } from './patients.ts';
import { id, instant } from './shapes.ts';

/** Cases: what a row of Manage Orders says of one, the case page, and moving it between practices. */

export const category = z.enum(categories);
export const status = z.enum(statuses);
export const orderKind = z.enum(orderKinds);
export const turn = z.enum(turns);

/** Where the collaboration on a case stands. */
export const collaboratorStatus = z.enum(collaboratorStatuses);

/** One order as the list shows it. */
export const orderInList = z.object({
  id,
  kind: orderKind,
  category,
  status,
  laboratory: z.string().nullable(),
  submittedAt: instant.nullable(),
  promisedOn: z.string().nullable(),
});

/** One row of Manage Orders: a case, showing the order that most needs action. */
export const caseRow = z.object({
  id,
  number: z.number(),
  practiceId: id,
  practice: z.string(),
  /** Null while a draft has no patient yet. */
  patient: z.object({ id, firstName: z.string(), lastName: z.string() }).nullable(),
  provider: z.object({ practitionerId: id, name: z.string(), you: z.boolean() }).nullable(),
  laboratory: z.string().nullable(),
  technician: z.string().nullable(),
  lastActivityAt: instant,
  status,
  category,
  /** The shown order comes first. */
  orders: z.array(orderInList),
  package: z.string().nullable(),
  /** The newest version of the shown order's treatment setup. */
  setupVersion: z.number().nullable(),
  collaboratorStatus,
  collaborators: z.number(),
  /** How many of them marked the open setup as ready for approval. */
  ready: z.number(),
  turn,
  /** It is the reader's own turn. */
  yourTurn: z.boolean(),
  turnSince: instant,
  promisedOn: z.string().nullable(),
  overdue: z.boolean(),
  needsProvider: z.boolean(),
  answerNeeded: z.boolean(),
  /** A message of any thread that the reader hasn't seen. */
  unread: z.boolean(),
  /** One of the thread with the collaborators: shown in place of the collaborator status. */
  unreadMessages: z.boolean(),
  notShared: z.boolean(),
});
export type CaseRow = z.infer<typeof caseRow>;

const ofCase = z.object({ caseId: id });

export const historyEntry = z.object({
  id,
  /** Null for what concerns the case as a whole: handed over, moved, marked private. */
  orderId: id.nullable(),
  at: instant,
  by: z.string(),
  /** As whom the person acted. */
  actedAs: z.enum(standings).nullable(),
  event: z.string(),
  from: category.nullable(),
  to: category.nullable(),
  reason: z.string().nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

export const viewCase = endpoint({
  name: 'viewCase',
  method: 'GET',
  path: '/api/cases/:caseId',
  summary: 'A case: facts, orders, people, and what may be done',
  access: 'case.see',
  token: 'read',
  params: ofCase,
  reply: z.object({
    row: caseRow,
    patient: z.object({ id, firstName: z.string(), lastName: z.string(), birthDate: z.string(), sex }).nullable(),
    groupId: id,
    createdAt: instant,
    createdBy: z.string(),
    package: packageLimits
      .extend({
        name: z.string(),
        chosenAt: instant,
        expiresOn: z.string().nullable(),
        used: z.object({ stages: z.number(), revisions: z.number(), retainerSets: z.number() }),
      })
      .nullable(),
    people: z.array(z.object({ name: z.string(), standing: z.enum(standings), since: instant.nullable() })),
    handOver: z
      .object({
        id,
        to: z.string(),
        toYou: z.boolean(),
        until: z.string().nullable(),
        offeredBy: z.string(),
        offeredAt: instant,
      })
      .nullable(),
    standings: z.array(z.enum(standings)),
    may: z.array(z.enum(casePermissions)),
  }),
  refusals: [],
});
export type CaseView = z.infer<(typeof viewCase)['reply']>;

export const viewHistory = endpoint({
  name: 'viewHistory',
  method: 'GET',
  path: '/api/cases/:caseId/history',
  summary: 'Every change of state in a case, newest first',
  access: 'case.see',
  token: 'read',
  params: ofCase,
  reply: z.object({ entries: z.array(historyEntry) }),
  refusals: [],
});

export const markPrivate = endpoint({
  name: 'markPrivate',
  method: 'PUT',
  path: '/api/cases/:caseId/private',
  summary: 'Marks a case as not to be shared outside the practice, or takes the mark away',
  access: 'case.mark_private',
  params: ofCase,
  body: z.object({ notShared: z.boolean() }),
  refusals: [],
});

export const moveCase = endpoint({
  name: 'moveCase',
  method: 'POST',
  path: '/api/cases/:caseId/move',
  summary:
    'Moves a case to another practice of the group; the former practice loses access. For an Admin of both practices, or a manager of the group',
  access: 'case.move',
  params: ofCase,
  body: z.object({ practiceId: id }),
  refusals: ['practice_not_in_group', 'not_admin_of_both'],
});

export const moveCaseByNumber = endpoint({
  name: 'moveCaseByNumber',
  method: 'POST',
  path: '/api/groups/:groupId/case-moves',
  summary: 'A manager of the group moves a case, known by its number, between the group’s practices without seeing it',
  access: 'group.edit',
  params: z.object({ groupId: id }),
  body: z.object({ number: z.number().int().min(1).max(2_000_000_000), practiceId: id }),
  refusals: ['practice_not_in_group', 'case_unknown'],
});
