import { z } from 'zod';
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
  access: 'assignments.see',
  params: inOrganisation,
  reply: z.object({
    /** Whoever left and still holds something doesn’t occur: cases go back to nobody. */
    members: z.array(z.object({ accountId: id, name: z.string(), cases: z.number() })),
    nobody: z.number(),
    /** Providers who gave the service cases or work with it. */
    providers: z.array(
      z.object({
        practitionerId: id,
        name: z.string(),
        cases: z.number(),
        /** Gets each new case of this provider at once. */
        defaultMember: z.object({ accountId: id, name: z.string() }).nullable(),
      }),
    ),
    may: z.array(z.enum(['assign'])),
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
