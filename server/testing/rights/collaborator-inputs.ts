import { newToken } from '#platform/secret.ts';
import type { CaseNames, Input } from './named.ts';

const provider = (named: CaseNames & { organisationId?: string }) => ({
  practiceId: named.organisationId ?? '',
  practitionerId: named.practitionerId,
});
const collaboration = (named: CaseNames & { organisationId?: string }) => ({
  ...provider(named),
  collaborationId: named.collaborationId,
});
const group = (named: { organisationId?: string }) => ({ groupId: named.organisationId ?? '' });
const mine = (named: CaseNames) => ({ collaborationId: named.collaborationId });
const terms = { grants: [], practices: null, futureCases: false };

/** Input that endpoints about becoming a collaborator take for good. */
export const collaboratorInputs: Record<string, (named: CaseNames & { organisationId: string }) => Input> = {
  listCollaboratorProviders: (named) => ({ params: { practiceId: named.organisationId } }),
  listPlanningServices: (named) => ({ params: { practiceId: named.organisationId } }),
  viewConsent: (named) => ({ params: provider(named) }),
  giveConsent: (named) => ({ params: provider(named), body: { patientConsent: 1, terms: 1, language: 'en' } }),
  listCollaborators: (named) => ({ params: provider(named) }),
  lookUpCollaborator: (named) => ({ params: provider(named), body: { email: 'who@is.example' } }),
  addCollaborator: (named) => ({
    params: provider(named),
    body: { who: { kind: 'person', email: 'who@is.example', firstName: 'W', lastName: 'I' }, ...terms },
  }),
  changeCollaborator: (named) => ({ params: collaboration(named), body: terms }),
  resendCollaborator: (named) => ({ params: collaboration(named) }),
  revokeCollaborator: (named) => ({ params: collaboration(named) }),
  copyCollaboratorLink: (named) => ({ params: collaboration(named) }),
  endCollaborator: (named) => ({ params: collaboration(named) }),
  viewConsentTexts: (named) => ({ params: group(named) }),
  writeConsentText: (named) => ({
    params: group(named),
    body: { kind: 'terms', after: 1, bodies: { en: 'New', de: 'Neu', fr: 'Nouveau' } },
  }),
  lookUpCollaboration: () => ({ body: { token: newToken(), language: 'en' } }),
  registerCollaborator: () => ({
    body: {
      token: newToken(),
      password: 'Quittengelee 77 Laternen',
      firstName: 'W',
      lastName: 'I',
      language: 'en',
      timeZone: 'UTC',
      responsibility: 1,
    },
  }),
  declineCollaborationByLink: () => ({ body: { token: newToken() } }),
  sendNewestCollaborationLink: () => ({ body: { token: newToken() } }),
  listMyCollaborations: () => ({}),
  acceptCollaboration: (named) => ({ params: mine(named), body: { responsibility: 1, language: 'en' } }),
  declineCollaboration: (named) => ({ params: mine(named) }),
  leaveCollaboration: (named) => ({ params: mine(named) }),
  viewFindable: () => ({}),
  chooseFindable: () => ({ body: { findable: true } }),
};
