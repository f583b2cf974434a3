import { z } from 'zod';
import { caseRow } from './cases.ts';
import { endpoint } from './endpoint.ts';
import { id } from './shapes.ts';

/**
 * Planning services: who of the service works on which case that was given to it. Its managers see and assign all of them in Manage Orders of the
 * service (`technician` there is whom a case is assigned to); a member sees the assigned ones in My Collaborator View.
 */

const inOrganisation = z.object({ organisationId: id });

export const viewAssignments = endpoint({
  name: 'viewAssignments',
  method: 'GET',
  path: '/api/organisations/:organisationId/assignments',
  summary:
    'Members of a planning service with how many open cases each has, how many nobody has yet, and who gets a provider’s new cases',
  access: 'assignments.make',
  params: inOrganisation,
  reply: z.object({
    /** Whoever left and still holds something doesn’t occur: cases go back to nobody. */
    members: z.array(z.object({ memberId: id, accountId: id, name: z.string(), cases: z.number() })),
    nobody: z.number(),
    /** Providers who work with the service. */
    providers: z.array(
      z.object({
        practitionerId: id,
        name: z.string(),
        /** Gets each new case of this provider at once. */
        defaultMember: z.object({ accountId: id, name: z.string() }).nullable(),
      }),
    ),
  }),
  unrecorded: 'numbers and colleagues’ names only',
  refusals: [],
});
export type Assignments = z.infer<(typeof viewAssignments)['reply']>;

export const assignCases = endpoint({
  name: 'assignCases',
  method: 'POST',
  path: '/api/organisations/:organisationId/assignments',
  summary: 'Gives cases of a planning service to one of its members, or back to nobody; one case or many in one act',
  access: 'assignments.make',
  params: inOrganisation,
  body: z.object({ caseIds: z.array(id).min(1).max(5000), accountId: id.nullable() }),
  reply: z.object({
    changed: z.number(),
    /** Cases that are not, or no longer, given to the service. */
    skipped: z.number(),
  }),
  refusals: ['not_a_member_of_service'],
});

export const setDefaultMember = endpoint({
  name: 'setDefaultMember',
  method: 'PUT',
  path: '/api/organisations/:organisationId/default-members/:practitionerId',
  summary: 'Who of a planning service gets each new case of a provider at once; null: nobody yet',
  access: 'assignments.make',
  params: z.object({ organisationId: id, practitionerId: id }),
  body: z.object({ accountId: id.nullable() }),
  refusals: ['not_a_member_of_service'],
});

// For the software of a service

export const listChangedCases = endpoint({
  name: 'listChangedCases',
  method: 'GET',
  path: '/api/changed-cases',
  summary:
    'Cases open to me as a collaborator, or to a planning service that I manage, in the order in which they changed; goes on from a cursor. None is passed over, some may come twice',
  access: 'signed_in',
  token: 'read',
  query: z.object({
    /** Where the page before ended; opaque. Without it from the beginning: everything that is open now. */
    after: z.string().max(80).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  reply: z.object({
    cases: z.array(z.object({ row: caseRow, newestSetupId: id.nullable(), orderIds: z.array(id) })),
    /** To go on from here, now or in an hour. */
    next: z.string(),
    /** There is more at once. */
    more: z.boolean(),
  }),
  refusals: [],
});
