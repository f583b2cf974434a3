import type { EndpointName } from '../../client/endpoints.ts';

/** What is read again once a version was decided on. */
export const staleByDecision: EndpointName[] = [
  'viewCase',
  'viewOrder',
  'viewSetup',
  'viewHistory',
  'listSetupComments',
  'listPatientLinks',
  'listCases',
  'countCases',
];
