import {
  letIn,
  mayDo,
  type NaiveOrganisation,
  type NaivePerson,
  type NaiveTarget,
  type Outcome,
  sees,
} from './naive-rules.ts';

/** Anybody, also without signing in. */
const anybody = [
  ...['lookUpSetUp', 'setUp', 'signInOptions', 'signIn', 'signInSecondFactor', 'signOut', 'switchPerson'],
  ...['passkeySignInOptions', 'passkeySignIn', 'startOidc', 'finishOidc'],
  ...['requestPasswordReset', 'resetPassword', 'answerEmailChange'],
  ...['lookUpInvitation', 'signUpByInvitation', 'declineByLink', 'sendNewestLink'],
  ...['openSimulation', 'viewSimulationFile'],
  ...['lookUpCollaboration', 'registerCollaborator', 'declineCollaborationByLink', 'sendNewestCollaborationLink'],
];

/** Everyone edits their own profile, and nobody else's. */
const onesOwn = [
  ...['viewMe', 'editProfile', 'changePassword', 'requestEmailChange', 'cancelEmailChange'],
  ...['listSessions', 'endSession', 'endOtherSessions', 'lockWorkstation', 'liveStream'],
  ...['listFactors', 'passkeyOptions', 'addPasskey', 'renamePasskey', 'removePasskey'],
  ...['beginTotp', 'confirmTotp', 'removeTotp', 'renewRecoveryCodes', 'setPin', 'removePin'],
  ...['listMyInvitations', 'acceptInvitation', 'declineInvitation'],
  ...[
    'listCasesOfMyPractices',
    'countCasesOfMyPractices',
    'caseFilterChoicesOfMyPractices',
    'exportCasesOfMyPractices',
    'listViews',
    'saveViews',
    'listMyHandOvers',
    'answerHandOvers',
    'answerHandOver',
  ],
  ...[
    'viewCollaboratorView',
    'startOrderForProvider',
    'listSharedCases',
    'countSharedCases',
    'sharedCaseFilterChoices',
  ],
  ...['viewTreatmentPreferences', 'saveTreatmentPreferences'],
  ...['listApiTokens', 'makeApiToken', 'revokeApiToken', 'viewOwnToken', 'listChangedCases', 'listReservations'],
  ...['listMyCollaborations', 'acceptCollaboration', 'declineCollaboration', 'leaveCollaboration'],
  ...['viewFindable', 'chooseFindable'],
];

const onTheInstance = ['listOrganisations', 'createOrganisation', 'renameOrganisation', 'listLetters', 'viewLetter'];

/** What each endpoint of an organisation is about, by the name of the permission that a refusal tells. */
const inAnOrganisation: Record<string, string> = {
  listMembers: 'members.see',
  listInvitations: 'members.see_details',
  checkAddress: 'members.invite',
  invite: 'members.invite',
  editInvitation: 'members.invite',
  resendInvitation: 'members.invite',
  revokeInvitation: 'members.invite',
  copyInvitationLink: 'members.invite',
  addMember: 'members.invite',
  importPeople: 'members.invite',
  findPractitioners: 'members.invite',
  changeMember: 'members.change',
  previewLeaving: 'members.deactivate',
  deactivateMember: 'members.deactivate',
  reactivateMember: 'members.deactivate',
  removeMember: 'members.remove',
  viewAssignments: 'assignments.make',
  assignCases: 'assignments.make',
  setDefaultMember: 'assignments.make',
  readAudit: 'audit.read',
  exportAudit: 'audit.export',
  viewLaboratorySettings: 'laboratory_settings.see',
  editPackages: 'laboratory_settings.edit',
  editRequirements: 'laboratory_settings.edit',
  listCases: 'cases.see',
  countCases: 'cases.see',
  caseFilterChoices: 'cases.see',
  exportCases: 'cases.export',
};

const inAPractice: Record<string, string> = {
  viewPractice: 'practice_information.see',
  editPractice: 'practice_information.edit',
  putLogo: 'practice_information.edit',
  removeLogo: 'practice_information.edit',
  viewLogo: 'organisation.see',
  samplePage: 'practice_information.see',
  viewTranslationSetting: 'practice_information.see',
  chooseTranslation: 'practice_information.edit',
  viewSecuritySettings: 'security_settings.see',
  editSecuritySettings: 'security_settings.edit',
  listWorkstations: 'security_settings.see',
  makeWorkstation: 'security_settings.edit',
  removeWorkstation: 'security_settings.edit',
  listLaboratories: 'laboratories.see',
  chooseLaboratories: 'laboratories.choose',
  viewChosenLaboratory: 'laboratories.see',
  findPatients: 'patients.see',
  createPatient: 'patients.create',
  viewPatient: 'patients.see',
  editPatient: 'patients.create',
  startOrder: 'cases.create',
  listDiscardedDrafts: 'cases.create',
  viewSubmitters: 'submit_for_me.give',
  saveSubmitters: 'submit_for_me.give',
  listProviders: 'cases.see',
  offerHandOvers: 'cases.hand_over',
  withdrawHandOver: 'cases.hand_over',
  listCollaboratorProviders: 'collaborators.manage',
  listPlanningServices: 'collaborators.manage',
  viewConsent: 'collaborators.manage',
  giveConsent: 'collaborators.manage',
  listCollaborators: 'collaborators.manage',
  lookUpCollaborator: 'collaborators.manage',
  addCollaborator: 'collaborators.manage',
  changeCollaborator: 'collaborators.manage',
  resendCollaborator: 'collaborators.manage',
  revokeCollaborator: 'collaborators.manage',
  copyCollaboratorLink: 'collaborators.manage',
  endCollaborator: 'collaborators.manage',
  listCollaborationsToGive: 'collaborators.manage',
  listCasesToGive: 'collaborators.manage',
  countCasesToGive: 'collaborators.manage',
  giveManyCases: 'collaborators.manage',
  viewGiving: 'collaborators.manage',
  setFutureCases: 'collaborators.manage',
};

const inAGroup: Record<string, string> = {
  viewGroup: 'group.edit',
  editGroup: 'group.edit',
  createPractice: 'practices.create',
  createGroupLaboratory: 'group.edit',
  listGroupLaboratories: 'group.edit',
  moveCaseByNumber: 'group.edit',
  viewConsentTexts: 'group.edit',
  writeConsentText: 'group.edit',
};

const actsOnAMember = ['changeMember', 'deactivateMember', 'reactivateMember', 'removeMember'];
const actsOnAnInvitation = ['editInvitation', 'revokeInvitation', 'copyInvitationLink'];

/** What each endpoint of a case is about. */
export const onACase: Record<string, string> = {
  viewCase: 'case.see',
  viewHistory: 'case.see',
  markPrivate: 'case.mark_private',
  moveCase: 'case.move',
  viewGivings: 'collaborators.see',
  saveGivings: 'collaborators.give',
  confirmGivings: 'collaborators.confirm',
  viewWhoSees: 'case.see_as',
  startLaterOrder: 'order.add',
  viewOrder: 'case.see',
  saveDraft: 'draft.edit',
  discardDraft: 'draft.discard',
  restoreDraft: 'draft.discard',
  orderChoices: 'draft.edit',
  listPackages: 'prices.see',
  submitOrder: 'order.submit',
  confirmOrder: 'order.confirm',
  sendBackOrder: 'order.confirm',
  acceptOrder: 'order.process',
  askForRecords: 'order.process',
  rejectRecords: 'order.process',
  sendRecords: 'records.add',
  refuseOrder: 'order.process',
  withdrawSetup: 'order.process',
  approveSetup: 'order.approve',
  declineSetup: 'order.decline',
  takeBackDecline: 'order.take_back',
  takeBackApproval: 'order.take_back',
  beginManufacturing: 'order.process',
  shipOrder: 'order.process',
  confirmDelivery: 'order.confirm_receipt',
  completeOrder: 'order.complete',
  holdOrder: 'order.hold',
  resumeOrder: 'order.hold',
  cancelOrder: 'order.cancel',
  askToCancel: 'order.cancel',
  consentToCancel: 'order.consent',
  refuseToCancel: 'order.consent',
  closeOrder: 'order.close',
  deliverSetup: 'order.process',
  changePrescription: 'prescription.change',
  acknowledgePrescription: 'order.process',
  promiseDate: 'order.process',
  assignTechnician: 'order.assign',
  nameManufacturer: 'order.assign',
  listManufacturers: 'order.assign',
  addRecord: 'records.add',
  addSetupFile: 'order.process',
  listRecords: 'case.see',
  removeRecord: 'records.add',
  checkRecord: 'records.check',
  readUpload: 'case.see',
  continueUpload: 'case.see',
  viewRecordFile: 'case.see',
  viewSetup: 'case.see',
  viewSetupFile: 'case.see',
  printSetupSheet: 'case.see',
  listPatientLinks: 'setup.share',
  makePatientLink: 'setup.share',
  revokePatientLink: 'setup.share',
  readReservations: 'case.see',
  reserveSetup: 'setup.reserve',
  releaseSetup: 'setup.reserve',
  listSetupComments: 'case.see',
  addSetupComment: 'setup.comment',
  replyToSetupComment: 'setup.comment',
  editSetupComment: 'setup.comment',
  resolveSetupComment: 'setup.comment',
  viewCollaboration: 'messages.see',
  markReady: 'ready.mark',
  takeBackReady: 'ready.mark',
  pushBack: 'ready.push_back',
  leaveCase: 'collaboration.leave',
  nameNewPatient: 'draft.hand_to_provider',
  handToProvider: 'draft.hand_to_provider',
  viewChairsideCard: 'visit.see',
  printChairsideCard: 'visit.see',
  recordVisit: 'visit.record',
  takeBackVisit: 'visit.record',
  readThread: 'thread.see',
  writeToThread: 'thread.write',
  markThreadRead: 'thread.see',
  markThreadAnswered: 'thread.write',
  readCollaboratorMessages: 'messages.see',
  writeCollaboratorMessage: 'messages.write',
  editCollaboratorMessage: 'messages.write',
  markCollaboratorMessagesRead: 'messages.see',
  addMessageAttachment: 'messages.write',
  removeMessageAttachment: 'messages.write',
  viewMessageAttachment: 'messages.see',
  viewTranslation: 'messages.see',
  translateMessage: 'messages.see',
};

export type NaiveCall = {
  endpoint: string;
  person: NaivePerson;
  /** The organisation that the path names; undefined where there is none with that id. */
  organisation?: NaiveOrganisation | undefined;
  /** What of the organisation, or of oneself, the path names. */
  target?: NaiveTarget | undefined;
  /** The organisation has a manager already. */
  hasManager?: boolean;
  wholeGroup?: boolean;
};

/** What somebody hears who isn't signed in, or not wholly. */
export function naiveSignIn(person: NaivePerson): Outcome | undefined {
  if (person.signIn === 'signed_out') return '401 not_signed_in';
  if (person.signIn === 'awaiting_second_factor') return '401 second_factor_needed';
  if (person.signIn === 'locked') return '401 locked';
  return undefined;
}

/** What an endpoint answers, as far as rights decide it. */
export function naiveOutcome(call: NaiveCall): Outcome {
  const { endpoint, person } = call;
  if (anybody.includes(endpoint)) return letIn;
  const notSignedIn = naiveSignIn(person);
  if (notSignedIn) return notSignedIn;
  if (onesOwn.includes(endpoint)) return call.target && !call.target.exists ? '404' : letIn;
  // Who doesn't run the instance doesn't see it either.
  if (onTheInstance.includes(endpoint)) return person.instanceAdministrator ? letIn : '404';
  return inOrganisation(call);
}

function inOrganisation(call: NaiveCall): Outcome {
  const { endpoint, person, organisation, target } = call;
  const permission = inAnOrganisation[endpoint] ?? inAPractice[endpoint] ?? inAGroup[endpoint];
  if (!permission)
    throw new Error(`naive-endpoints.ts says nothing about the endpoint ${endpoint}: write who may call it`);
  if (!organisation || !sees(person, organisation)) return '404';
  if (endpoint in inAPractice && organisation.kind !== 'practice') return '404';
  if (endpoint in inAGroup && organisation.kind !== 'group') return '404';
  if (!mayDo(permission, person, organisation)) return `403 ${permission}`;
  if (organisation.secondFactorRequired && !person.secondFactor) return '403 second_factor_required';
  if (target && !target.exists) return '404';
  if (actsOnAMember.includes(endpoint)) {
    const managesGroup = mayDo('group_managers.act_on', person, organisation);
    if ((target?.groupManager || call.wholeGroup) && !managesGroup) return '403 group_managers.act_on';
  }
  // Only Admins edit a patient's record; who made it may as well until an order is submitted, which nobody who calls did.
  if (endpoint === 'editPatient' && !mayDo('patients.edit', person, organisation)) return '403 patients.edit';
  // The instance administrator invites an organisation's first manager, and keeps out of its invitations after that.
  const onlyAdministersInstance = person.instanceAdministrator && !mayDo('members.change', person, organisation);
  if (actsOnAnInvitation.includes(endpoint) && onlyAdministersInstance && call.hasManager) return '403 members.invite';
  return letIn;
}
