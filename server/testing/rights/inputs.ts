import { type Endpoint, fillPath } from '#contract/endpoint.ts';
import { newId } from '#platform/ids.ts';
import { newToken } from '#platform/secret.ts';
import { caseInputs } from './case-inputs.ts';
import { collaboratorInputs } from './collaborator-inputs.ts';
import { givingInputs } from './giving-inputs.ts';
import type { CaseNames, Input, Named } from './named.ts';
import type { Sent } from './send.ts';

export type { Named } from './named.ts';

const professional = { clinicalRole: null, specialty: '', registrationNumber: '', practitionerId: null };
const information = {
  name: 'Elsewhere',
  streetAddress: '',
  city: '',
  postalCode: '',
  country: 'DE',
  phone: '',
  email: '',
  timeZone: 'Europe/Berlin',
  language: 'de',
};
const password = 'Quittengelee 77 Laternen';
/** The smallest PNG. */
export const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const organisation = (named: Named) => ({ organisationId: named.organisationId });
const practice = (named: Named) => ({ practiceId: named.organisationId });
const group = (named: Named) => ({ groupId: named.organisationId });
const member = (named: Named) => ({ ...organisation(named), memberId: named.memberId });
const invitation = (named: Named) => ({ ...organisation(named), invitationId: named.invitationId });

/** Input that each endpoint takes for good, by the endpoint's name. */
const inputs: Record<string, (named: Named) => Input> = {
  viewMe: () => ({}),
  editProfile: () => ({ body: { firstName: 'Pat' } }),
  lookUpSetUp: () => ({ body: { token: newToken() } }),
  setUp: () => ({
    body: {
      token: newToken(),
      administrator: { email: 'a@b.example', password, firstName: 'A', lastName: 'B', language: 'en', timeZone: 'UTC' },
      groupName: 'G',
      practice: information,
    },
  }),
  signInOptions: () => ({}),
  signIn: () => ({ body: { email: 'nobody@nowhere.example', password } }),
  signInSecondFactor: () => ({ body: { code: '123456' } }),
  passkeySignInOptions: () => ({}),
  passkeySignIn: () => ({ body: { challengeId: newId(), response: { id: 'x' } } }),
  startOidc: () => ({}),
  finishOidc: () => ({ body: { query: '?code=x' } }),
  signOut: () => ({}),
  requestPasswordReset: () => ({ body: { email: 'nobody@nowhere.example' } }),
  resetPassword: () => ({ body: { token: newToken(), password } }),
  changePassword: () => ({ body: { current: password, password } }),
  requestEmailChange: () => ({ body: { email: 'n@m.example', password } }),
  cancelEmailChange: () => ({}),
  answerEmailChange: () => ({ body: { token: newToken(), answer: 'confirm' } }),
  listSessions: () => ({}),
  endSession: (named) => ({ params: { sessionId: named.sessionId } }),
  endOtherSessions: () => ({}),
  listFactors: () => ({}),
  passkeyOptions: () => ({}),
  addPasskey: () => ({ body: { challengeId: newId(), name: 'key', response: { id: 'x' } } }),
  renamePasskey: (named) => ({ params: { passkeyId: named.passkeyId }, body: { name: 'key' } }),
  removePasskey: (named) => ({ params: { passkeyId: named.passkeyId } }),
  beginTotp: () => ({ body: { password } }),
  confirmTotp: () => ({ body: { code: '123456' } }),
  removeTotp: () => ({ body: { password } }),
  renewRecoveryCodes: () => ({ body: { password } }),
  setPin: () => ({ body: { pin: '480213', password } }),
  removePin: () => ({}),
  lockWorkstation: () => ({}),
  switchPerson: () => ({ body: { accountId: newId(), pin: '480213' } }),
  listWorkstations: (named) => ({ params: practice(named) }),
  makeWorkstation: (named) => ({ params: practice(named), body: { name: 'Desk' } }),
  removeWorkstation: (named) => ({ params: { ...practice(named), workstationId: named.workstationId } }),
  viewPractice: (named) => ({ params: practice(named) }),
  editPractice: (named) => ({ params: practice(named), body: { ...information, version: 1 } }),
  createPractice: (named) => ({ params: group(named), body: information }),
  putLogo: (named) => ({ params: practice(named), file: { bytes: onePixel, type: 'image/png' } }),
  removeLogo: (named) => ({ params: practice(named) }),
  viewLogo: (named) => ({ params: practice(named) }),
  samplePage: (named) => ({ params: practice(named) }),
  viewGroup: (named) => ({ params: group(named) }),
  editGroup: (named) => ({ params: group(named), body: { name: 'Renamed', providerClinicalRoles: ['dentist'] } }),
  viewSecuritySettings: (named) => ({ params: practice(named) }),
  editSecuritySettings: (named) => ({
    params: practice(named),
    body: { secondFactorRequired: false, workstationIdleMinutes: 7 },
  }),
  listOrganisations: () => ({}),
  createOrganisation: () => ({
    body: {
      kind: 'laboratory',
      name: 'Newly Founded',
      manager: { email: 'first@manager.example', firstName: 'F', lastName: 'M' },
    },
  }),
  renameOrganisation: (named) => ({ params: { id: named.instanceId }, body: { name: 'Renamed' } }),
  listLetters: () => ({}),
  viewLetter: (named) => ({ params: { id: named.instanceId } }),
  listMembers: (named) => ({ params: organisation(named) }),
  listInvitations: (named) => ({ params: organisation(named) }),
  checkAddress: (named) => ({ params: organisation(named), body: { email: 'who@is.example' } }),
  invite: (named) => ({
    params: organisation(named),
    body: { ...professional, email: 'who@is.example', firstName: 'W', lastName: 'I', role: 'front_desk' },
  }),
  editInvitation: (named) => ({
    params: invitation(named),
    body: { ...professional, firstName: 'W', lastName: 'I', role: 'front_desk' },
  }),
  resendInvitation: (named) => ({ params: invitation(named) }),
  revokeInvitation: (named) => ({ params: invitation(named) }),
  copyInvitationLink: (named) => ({ params: invitation(named) }),
  addMember: (named) => ({
    params: organisation(named),
    body: { ...professional, email: 'who@is.example', role: 'front_desk', level: 'user' },
  }),
  changeMember: (named) => ({ params: member(named), body: { ...professional, role: 'front_desk', level: 'user' } }),
  previewLeaving: (named) => ({ params: member(named) }),
  deactivateMember: (named) => ({ params: member(named), body: {} }),
  reactivateMember: (named) => ({ params: member(named) }),
  removeMember: (named) => ({ params: member(named), body: {} }),
  findPractitioners: (named) => ({ params: organisation(named) }),
  importPeople: (named) => ({
    params: organisation(named),
    body: { csv: 'email,first name,last name,role\nwho@is.example,W,I,front desk', dryRun: true },
  }),
  lookUpInvitation: () => ({ body: { token: newToken() } }),
  signUpByInvitation: () => ({
    body: { token: newToken(), password, firstName: 'W', lastName: 'I', language: 'en', timeZone: 'UTC' },
  }),
  declineByLink: () => ({ body: { token: newToken() } }),
  sendNewestLink: () => ({ body: { token: newToken() } }),
  listMyInvitations: () => ({}),
  acceptInvitation: (named) => ({ params: { invitationId: named.invitationId }, body: {} }),
  declineInvitation: (named) => ({ params: { invitationId: named.invitationId } }),
  readAudit: (named) => ({ params: organisation(named) }),
  exportAudit: (named) => ({ params: organisation(named) }),
  liveStream: () => ({}),
  listApiTokens: () => ({}),
  makeApiToken: () => ({ body: { name: 'Software', scopes: ['read'], days: 30 } }),
  revokeApiToken: () => ({ params: { tokenId: newId() } }),
  viewOwnToken: () => ({}),
  listChangedCases: () => ({ query: '?limit=10' }),
  listReservations: () => ({ query: `?cases=${newId()}` }),
  viewAssignments: (named) => ({ params: organisation(named) }),
  assignCases: (named) => ({ params: organisation(named), body: { caseIds: [newId()], accountId: null } }),
  setDefaultMember: (named) => ({
    params: { ...organisation(named), practitionerId: newId() },
    body: { accountId: null },
  }),
  openSimulation: () => ({ body: { token: newToken() } }),
  viewSimulationFile: () => ({ params: { linkId: newId(), part: 'plan' } }),
};

/** The request that calls an endpoint with valid input. An endpoint that nobody wrote input for fails the tests. */
export function requestFor(endpoint: Endpoint, named: Named): Sent {
  const make = inputs[endpoint.name];
  const makeOfCase = caseInputs[endpoint.name] ?? collaboratorInputs[endpoint.name] ?? givingInputs[endpoint.name];
  if (!make && !makeOfCase) {
    throw new Error(
      `${endpoint.name} has no input for the tests of rights: add one to server/testing/rights/inputs.ts or case-inputs.ts, and say in naive-endpoints.ts who may call it`,
    );
  }
  const input = make
    ? make(named)
    : makeOfCase!({ ...unknownNames(), organisationId: named.organisationId, ...named.ofCase });
  const { params = {}, query = '', body, file, headers = {} } = input;
  const sent = {
    method: endpoint.method,
    path: fillPath(endpoint.path, params) + query,
    ...(endpoint.stream ? { stream: true } : {}),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
  };
  if (file) return { ...sent, headers: { ...headers, 'content-type': file.type }, body: file.bytes };
  if (body === undefined) return sent;
  return { ...sent, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

const unknownNames = (): CaseNames => ({
  caseId: newId(),
  orderId: newId(),
  recordId: newId(),
  setupId: newId(),
  commentId: newId(),
  linkId: newId(),
  visitId: newId(),
  laboratoryId: newId(),
  patientId: newId(),
  handOverId: newId(),
  messageId: newId(),
  attachmentId: newId(),
  collaborationId: newId(),
  practitionerId: newId(),
});
