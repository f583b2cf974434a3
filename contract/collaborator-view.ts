import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { caseCounts, caseListQuery, casePage, filterChoices } from './manage-orders.ts';
import { order } from './orders.ts';
import { person } from './patients.ts';
import { id } from './shapes.ts';

/** My Collaborator View: the cases shared with me, over all providers or one, and orders that I prepare for a provider. */

export const viewCollaboratorView = endpoint({
  name: 'viewCollaboratorView',
  method: 'GET',
  path: '/api/collaborator-view',
  summary: 'Whether I collaborate with anybody, with whom, and for whom I may add orders',
  access: 'signed_in',
  reply: z.object({
    /** Providers who opened cases to me or to a planning service that I manage or work for. */
    providers: z.array(z.object({ practitionerId: id, name: z.string() })),
    /** Those who granted *Add orders*, with the practices where. */
    addsOrdersFor: z.array(
      z.object({
        practitionerId: id,
        name: z.string(),
        practices: z.array(z.object({ id, name: z.string() })),
      }),
    ),
    /** Cases with a message or news that I haven't seen; 1000 stands for more. */
    unread: z.number(),
  }),
  refusals: [],
});
export type CollaboratorView = z.infer<(typeof viewCollaboratorView)['reply']>;

export const listSharedCases = endpoint({
  name: 'listSharedCases',
  method: 'GET',
  path: '/api/collaborator-view/cases',
  summary: 'A page of the cases shared with me; `provider` narrows to one or several providers',
  access: 'signed_in',
  token: 'read',
  query: caseListQuery,
  reply: casePage,
  refusals: [],
});
export const countSharedCases = endpoint({
  name: 'countSharedCases',
  method: 'GET',
  path: '/api/collaborator-view/case-counts',
  summary: 'How many of the cases shared with me each quick filter finds',
  access: 'signed_in',
  reply: caseCounts,
  unrecorded: 'numbers only',
  refusals: [],
});
export const sharedCaseFilterChoices = endpoint({
  name: 'sharedCaseFilterChoices',
  method: 'GET',
  path: '/api/collaborator-view/case-filter-choices',
  summary: 'Providers, practices and packages that occur in the cases shared with me',
  access: 'signed_in',
  reply: filterChoices,
  refusals: [],
});

// Orders prepared for a provider

export const startOrderForProvider = endpoint({
  name: 'startOrderForProvider',
  method: 'POST',
  path: '/api/collaborator-view/orders',
  summary:
    'Begins a case with a draft for a provider who granted *Add orders*, at a practice where it was granted: I am its author and collaborator of the case at once',
  access: 'signed_in',
  body: z.object({ practitionerId: id, practiceId: id, kind: z.enum(['aligner', 'retainer']) }),
  reply: order,
  refusals: [],
});

export const nameNewPatient = endpoint({
  name: 'nameNewPatient',
  method: 'PUT',
  path: '/api/cases/:caseId/orders/:orderId/new-patient',
  summary:
    'The patient of a draft that a collaborator began: a new one, or corrected until the draft is handed to the provider',
  access: 'draft.hand_to_provider',
  params: z.object({ caseId: id, orderId: id }),
  body: z.object(person),
  reply: order,
  refusals: ['order_moved_on', 'not_yours', 'birth_date_in_future', 'general_information_fixed'],
});
export const handToProvider = endpoint({
  name: 'handToProvider',
  method: 'POST',
  path: '/api/cases/:caseId/orders/:orderId/hand-to-provider',
  summary: 'A collaborator who prepared a draft hands it to the provider: ready to submit',
  access: 'draft.hand_to_provider',
  params: z.object({ caseId: id, orderId: id }),
  reply: order,
  refusals: ['order_moved_on', 'not_yours', 'order_incomplete', 'uploads_unfinished'],
});
