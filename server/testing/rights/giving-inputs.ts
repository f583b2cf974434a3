import type { CaseNames, Input } from './named.ts';

type Of = CaseNames & { organisationId: string };
const ofCase = ({ caseId }: Of) => ({ caseId });
const collaboration = ({ organisationId, collaborationId }: Of) => ({ practiceId: organisationId, collaborationId });

/** Input that endpoints about giving cases take for good. */
export const givingInputs: Record<string, (named: Of) => Input> = {
  viewGivings: (named) => ({ params: ofCase(named) }),
  saveGivings: (named) => ({ params: ofCase(named), body: { give: [named.collaborationId] } }),
  confirmGivings: (named) => ({ params: ofCase(named), body: { confirm: [named.collaborationId] } }),
  viewWhoSees: (named) => ({ params: ofCase(named) }),
  listCollaborationsToGive: ({ organisationId }) => ({ params: { practiceId: organisationId } }),
  listCasesToGive: (named) => ({ params: collaboration(named) }),
  countCasesToGive: (named) => ({ params: collaboration(named) }),
  giveManyCases: (named) => ({
    params: collaboration(named),
    body: { act: 'give', cases: { ids: [named.caseId] }, clientId: named.messageId },
  }),
  viewGiving: (named) => ({ params: { ...collaboration(named), givingId: named.messageId } }),
  setFutureCases: (named) => ({ params: collaboration(named), body: { futureCases: true } }),
};
