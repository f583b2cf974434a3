import { z } from 'zod';
import { caseRow, category, collaboratorStatus, orderKind, status } from './cases.ts';
import { endpoint } from './endpoint.ts';
import { id, line } from './shapes.ts';

/** Manage Orders: the list of cases, its counts, saved views and export. */

export const sorts = [
  'activity',
  'number',
  'patient',
  'status',
  'category',
  'package',
  'setup',
  'provider',
  'practice',
  'collaborator_status',
  'turn',
  'promised',
] as const;

const several = <S extends z.ZodType<string>>(of: S) =>
  z
    .union([of, z.array(of)])
    .transform((given) => (Array.isArray(given) ? given : [given]))
    .optional();
const flag = z
  .enum(['true'])
  .transform(() => true as const)
  .optional();

/** The state of the list: the same names in the page's URL. Without `status`, `category` or `all`, closed cases are left out. */
export const caseFilter = z.object({
  search: z.string().trim().max(80).default(''),
  status: several(status),
  category: several(category),
  package: several(z.string().max(40)),
  provider: several(id),
  practice: several(id),
  kind: several(orderKind),
  collaboratorStatus: several(collaboratorStatus),
  technician: several(id),
  /** Of a planning service: cases that none of its members has yet. */
  unassigned: flag,
  turn: z.enum(['mine', 'provider', 'provider_side', 'collaborator', 'laboratory', 'nobody']).optional(),
  overdue: flag,
  needsProvider: flag,
  unread: flag,
  answerNeeded: flag,
  all: flag,
});
export type CaseFilter = z.infer<typeof caseFilter>;

export const caseListQuery = caseFilter.extend({
  sort: z.enum(sorts).default('activity'),
  direction: z.enum(['ascending', 'descending']).default('descending'),
  /** Where the page begins, from the page before; opaque. */
  after: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type CaseListQuery = z.infer<typeof caseListQuery>;

export const casePage = z.object({ rows: z.array(caseRow), next: z.string().nullable() });

const inOrganisation = z.object({ organisationId: id });
/** Not named `groupId`: nobody holds a position in the group for this, only in its practices. */
const inMyGroup = z.object({ ofGroupId: id });

export const listCases = endpoint({
  name: 'listCases',
  method: 'GET',
  path: '/api/organisations/:organisationId/cases',
  summary: 'Manage Orders of a practice or laboratory: a page of cases',
  access: 'cases.see',
  token: 'read',
  params: inOrganisation,
  query: caseListQuery,
  reply: casePage,
  refusals: [],
});

export const listCasesOfMyPractices = endpoint({
  name: 'listCasesOfMyPractices',
  method: 'GET',
  path: '/api/my-groups/:ofGroupId/cases',
  summary: 'Manage Orders of all my practices of a group',
  access: 'signed_in',
  params: inMyGroup,
  query: caseListQuery,
  reply: casePage,
  refusals: [],
});

/** Counts of open cases by quick filter. */
export const caseCounts = z.object({
  status: z.record(status, z.number()),
  category: z.partialRecord(category, z.number()),
  mine: z.number(),
  overdue: z.number(),
  needsProvider: z.number(),
  unread: z.number(),
  answerNeeded: z.number(),
  /** Of a planning service: what none of its members has yet. */
  unassigned: z.number(),
});
export type CaseCounts = z.infer<typeof caseCounts>;

export const countCases = endpoint({
  name: 'countCases',
  method: 'GET',
  path: '/api/organisations/:organisationId/case-counts',
  summary: 'How many cases each quick filter of Manage Orders finds',
  access: 'cases.see',
  params: inOrganisation,
  reply: caseCounts,
  unrecorded: 'numbers only',
  refusals: [],
});

export const countCasesOfMyPractices = endpoint({
  name: 'countCasesOfMyPractices',
  method: 'GET',
  path: '/api/my-groups/:ofGroupId/case-counts',
  summary: 'The same for all my practices of a group',
  access: 'signed_in',
  params: inMyGroup,
  reply: caseCounts,
  unrecorded: 'numbers only',
  refusals: [],
});

/** What can be chosen in the list's filters: providers, practices, packages, technicians that occur. */
export const filterChoices = z.object({
  providers: z.array(z.object({ id, name: z.string() })),
  practices: z.array(z.object({ id, name: z.string() })),
  packages: z.array(z.string()),
  technicians: z.array(z.object({ id, name: z.string() })),
});

export const caseFilterChoices = endpoint({
  name: 'caseFilterChoices',
  method: 'GET',
  path: '/api/organisations/:organisationId/case-filter-choices',
  summary: 'Providers, practices, packages and technicians that occur in the list',
  access: 'cases.see',
  params: inOrganisation,
  reply: filterChoices,
  refusals: [],
});

export const caseFilterChoicesOfMyPractices = endpoint({
  name: 'caseFilterChoicesOfMyPractices',
  method: 'GET',
  path: '/api/my-groups/:ofGroupId/case-filter-choices',
  summary: 'The same for all my practices of a group',
  access: 'signed_in',
  params: inMyGroup,
  reply: filterChoices,
  refusals: [],
});

export const exportCases = endpoint({
  name: 'exportCases',
  method: 'GET',
  path: '/api/organisations/:organisationId/cases.csv',
  summary: 'The filtered list as CSV, at most 100 000 rows',
  access: 'cases.export',
  params: inOrganisation,
  query: caseListQuery.omit({ after: true, limit: true }),
  file: 'text/csv',
  refusals: [],
});

export const exportCasesOfMyPractices = endpoint({
  name: 'exportCasesOfMyPractices',
  method: 'GET',
  path: '/api/my-groups/:ofGroupId/cases.csv',
  summary: 'The filtered list of all my practices of a group as CSV, at most 100 000 rows',
  access: 'signed_in',
  params: inMyGroup,
  query: caseListQuery.omit({ after: true, limit: true }),
  file: 'text/csv',
  refusals: [],
});

// Saved views: they belong to the person

export const savedView = z.object({
  id,
  name: line(60),
  /** The page's query string, e.g. "status=action_needed&sort=turn". */
  query: z.string().max(1500),
  columns: z.array(z.string().max(40)).max(30),
});
export type SavedView = z.infer<typeof savedView>;

export const listViews = endpoint({
  name: 'listViews',
  method: 'GET',
  path: '/api/my-views',
  summary: 'My saved views of Manage Orders, and the columns I see without one',
  access: 'signed_in',
  unrecorded: 'one’s own settings',
  reply: z.object({ views: z.array(savedView), columns: z.array(z.string()) }),
  refusals: [],
});
export const saveViews = endpoint({
  name: 'saveViews',
  method: 'PUT',
  path: '/api/my-views',
  summary: 'Sets my saved views, in their order, and my columns',
  access: 'signed_in',
  unrecorded: 'one’s own settings',
  body: z.object({ views: z.array(savedView).max(50), columns: z.array(z.string().max(40)).max(30) }),
  reply: z.object({ views: z.array(savedView), columns: z.array(z.string()) }),
  refusals: [],
});
