import type { EndpointName } from '../../client/endpoints.ts';

/** What is no longer true once cases were given or taken away. */
export const staleByGiving: EndpointName[] = [
  'viewGivings',
  'viewWhoSees',
  'viewCase',
  'viewCollaboration',
  'viewHistory',
  'listCases',
  'listCasesOfMyPractices',
  'countCases',
  'countCasesOfMyPractices',
  'listCasesToGive',
  'countCasesToGive',
  'listCollaborationsToGive',
];
