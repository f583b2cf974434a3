import { usualRequirements } from '#contract/records.ts';
import { newId } from '#platform/ids.ts';
import type { CaseNames, Input } from './named.ts';

/** What a call about cases is made from: the case's names, and the organisation that the path names. */
export type OfCase = CaseNames & { organisationId: string };

const ofCase = ({ caseId }: OfCase) => ({ caseId });
const ofOrder = ({ caseId, orderId }: OfCase) => ({ caseId, orderId });
const ofRecord = ({ caseId, recordId }: OfCase) => ({ caseId, recordId });
const ofSetup = ({ caseId, setupId }: OfCase) => ({ caseId, setupId });
const ofComment = ({ caseId, commentId }: OfCase) => ({ caseId, commentId });
const ofThread = ({ caseId, laboratoryId }: OfCase) => ({ caseId, laboratoryId });
const ofMessage = ({ caseId, messageId }: OfCase) => ({ caseId, messageId });
const ofAttachment = ({ caseId, attachmentId }: OfCase) => ({ caseId, attachmentId });
const practice = ({ organisationId }: OfCase) => ({ practiceId: organisationId });
const organisation = ({ organisationId }: OfCase) => ({ organisationId });
const group = ({ organisationId }: OfCase) => ({ groupId: organisationId });
const myGroup = ({ organisationId }: OfCase) => ({ params: { ofGroupId: organisationId || newId() } });

const reason = { reason: 'Because' };
const person = { firstName: 'Neu', lastName: 'Patientin', birthDate: '1990-01-02', sex: 'female' };
const manager = { email: 'first@lab.example', firstName: 'F', lastName: 'M', language: 'en' };
const prescription = { arches: 'both', chiefComplaint: '', approach: {}, appliance: {}, instructions: 'Other' };
const event = (body: unknown = {}) => {
  return (named: OfCase): Input => ({ params: ofOrder(named), body });
};

/** Input for the endpoints of laboratories, patients, cases, orders, records, lists, messages and hand-overs. */
export const caseInputs: Record<string, (named: OfCase) => Input> = {
  listLaboratories: (named) => ({ params: practice(named) }),
  chooseLaboratories: (named) => ({ params: practice(named), body: { laboratoryIds: [], preferredId: null } }),
  viewChosenLaboratory: (named) => ({ params: { ...practice(named), laboratoryId: named.laboratoryId } }),
  viewLaboratorySettings: (named) => ({ params: organisation(named) }),
  editPackages: (named) => ({
    params: organisation(named),
    body: {
      packages: [
        { id: null, name: 'NEW', price: '', offered: true, stages: 5, revisions: 1, retainerSets: 1, months: 6 },
      ],
    },
  }),
  editRequirements: (named) => ({
    params: organisation(named),
    body: {
      requirements: Object.fromEntries(
        (['aligner', 'revision', 'retainer', 'replacement'] as const).map((kind) => [kind, usualRequirements(kind)]),
      ),
    },
  }),
  createGroupLaboratory: (named) => ({ params: group(named), body: { name: 'Own Laboratory', manager } }),
  listGroupLaboratories: (named) => ({ params: group(named) }),
  findPatients: (named) => ({ params: practice(named), query: '?search=z' }),
  createPatient: (named) => ({ params: practice(named), body: person }),
  viewPatient: (named) => ({ params: { ...practice(named), patientId: named.patientId } }),
  editPatient: (named) => ({
    params: { ...practice(named), patientId: named.patientId },
    body: { ...person, version: 1 },
  }),

  viewCase: (named) => ({ params: ofCase(named) }),
  viewHistory: (named) => ({ params: ofCase(named) }),
  markPrivate: (named) => ({ params: ofCase(named), body: { notShared: true } }),
  moveCase: (named) => ({ params: ofCase(named), body: { practiceId: newId() } }),
  moveCaseByNumber: (named) => ({ params: group(named), body: { number: 1, practiceId: newId() } }),

  startOrder: (named) => ({ params: practice(named), body: { kind: 'aligner' } }),
  startLaterOrder: (named) => ({ params: ofCase(named), body: { kind: 'retainer' } }),
  viewOrder: (named) => ({ params: ofOrder(named) }),
  saveDraft: (named) => ({ params: ofOrder(named), body: { instructions: 'Other' } }),
  discardDraft: (named) => ({ params: ofOrder(named) }),
  restoreDraft: (named) => ({ params: ofOrder(named) }),
  listDiscardedDrafts: (named) => ({ params: practice(named) }),
  orderChoices: (named) => ({ params: ofCase(named) }),
  listPackages: (named) => ({ params: ofOrder(named) }),
  viewTreatmentPreferences: () => ({}),
  saveTreatmentPreferences: () => ({ body: { approach: { wearDays: 10 } } }),
  viewSubmitters: (named) => ({ params: practice(named) }),
  saveSubmitters: (named) => ({ params: practice(named), body: { memberIds: [] } }),

  submitOrder: event(),
  confirmOrder: event(),
  sendBackOrder: event(reason),
  acceptOrder: event({ promisedOn: null }),
  askForRecords: event(reason),
  rejectRecords: event(),
  sendRecords: event(),
  refuseOrder: event(reason),
  withdrawSetup: event({ version: 1, ...reason }),
  approveSetup: event({ version: 1, contentHash: 'a'.repeat(64), packageId: null }),
  declineSetup: event({ version: 1, instructions: 'Again' }),
  takeBackDecline: event(reason),
  takeBackApproval: event(reason),
  beginManufacturing: event(),
  shipOrder: event({ carrier: 'Post' }),
  confirmDelivery: event(),
  completeOrder: event(),
  holdOrder: event(reason),
  resumeOrder: event(),
  cancelOrder: event(reason),
  askToCancel: event(reason),
  consentToCancel: event(),
  refuseToCancel: event(reason),
  closeOrder: event(reason),
  deliverSetup: (named) => ({
    params: ofOrder(named),
    body: { recordId: named.recordId, note: '' },
  }),
  changePrescription: event({ prescription, basedOn: 1 }),
  acknowledgePrescription: (named) => ({ params: { ...ofOrder(named), version: '1' } }),
  promiseDate: event({ promisedOn: null }),
  assignTechnician: event({ accountId: null }),
  nameManufacturer: event({ laboratoryId: null }),
  listManufacturers: (named) => ({ params: ofOrder(named) }),

  addRecord: (named) => ({
    params: ofOrder(named),
    body: { slot: 'photo_profile', fileName: 'a.jpg', bytes: 10, fingerprint: '' },
  }),
  addSetupFile: (named) => ({ params: ofOrder(named), body: { fileName: 'a.glb', bytes: 10, fingerprint: '' } }),
  listRecords: (named) => ({ params: ofOrder(named) }),
  removeRecord: (named) => ({ params: ofRecord(named) }),
  checkRecord: (named) => ({ params: ofRecord(named), body: { verdict: 'accepted' } }),
  readUpload: (named) => ({ params: ofRecord(named), headers: { 'tus-resumable': '1.0.0' } }),
  continueUpload: (named) => ({
    params: ofRecord(named),
    file: { bytes: Buffer.from('abc'), type: 'application/offset+octet-stream' },
    headers: { 'tus-resumable': '1.0.0', 'upload-offset': '0' },
  }),
  viewRecordFile: (named) => ({ params: { ...ofRecord(named), rendition: 'thumbnail' } }),

  listCases: (named) => ({ params: organisation(named) }),
  listCasesOfMyPractices: myGroup,
  countCases: (named) => ({ params: organisation(named) }),
  countCasesOfMyPractices: myGroup,
  caseFilterChoicesOfMyPractices: myGroup,
  exportCasesOfMyPractices: myGroup,
  caseFilterChoices: (named) => ({ params: organisation(named) }),
  exportCases: (named) => ({ params: organisation(named) }),
  listViews: () => ({}),
  saveViews: () => ({ body: { views: [], columns: ['number'] } }),

  viewSetup: (named) => ({ params: ofSetup(named) }),
  viewSetupFile: (named) => ({ params: { ...ofSetup(named), part: 'plan' } }),
  printSetupSheet: (named) => ({ params: ofSetup(named) }),
  listPatientLinks: (named) => ({ params: ofSetup(named) }),
  makePatientLink: (named) => ({ params: ofSetup(named), body: { days: 3 } }),
  revokePatientLink: ({ caseId, linkId }) => ({ params: { caseId, linkId } }),

  readReservations: (named) => ({ params: ofCase(named) }),
  reserveSetup: (named) => ({ params: ofSetup(named), body: { hours: 2 } }),
  releaseSetup: (named) => ({ params: ofSetup(named) }),

  listSetupComments: (named) => ({ params: ofSetup(named) }),
  addSetupComment: (named) => ({ params: ofSetup(named), body: { text: 'Closer', clientId: newId() } }),
  replyToSetupComment: (named) => ({ params: ofComment(named), body: { text: 'Why?', clientId: newId() } }),
  editSetupComment: (named) => ({ params: ofComment(named), body: { text: 'Other' } }),
  resolveSetupComment: (named) => ({ params: ofComment(named), body: { resolved: true } }),

  viewCollaboration: (named) => ({ params: ofCase(named) }),
  markReady: (named) => ({ params: ofCase(named), body: { version: 1, contentHash: 'a'.repeat(64) } }),
  takeBackReady: (named) => ({ params: ofCase(named) }),
  pushBack: (named) => ({ params: ofCase(named), body: { version: 1, ...reason } }),
  leaveCase: (named) => ({ params: ofCase(named) }),
  viewCollaboratorView: () => ({}),
  listSharedCases: () => ({}),
  countSharedCases: () => ({}),
  sharedCaseFilterChoices: () => ({}),
  startOrderForProvider: () => ({ body: { practitionerId: newId(), practiceId: newId(), kind: 'aligner' } }),
  nameNewPatient: (named) => ({ params: ofOrder(named), body: person }),
  handToProvider: (named) => ({ params: ofOrder(named) }),
  viewChairsideCard: (named) => ({ params: ofCase(named) }),
  printChairsideCard: (named) => ({ params: ofCase(named) }),
  recordVisit: (named) => ({
    params: ofCase(named),
    body: { id: newId(), orderId: named.orderId, basedOn: null, note: 'All well' },
  }),
  takeBackVisit: ({ caseId, visitId }) => ({ params: { caseId, visitId } }),

  readThread: (named) => ({ params: ofThread(named) }),
  writeToThread: (named) => ({ params: ofThread(named), body: { text: 'Hello', asks: true, clientId: newId() } }),
  markThreadRead: (named) => ({ params: ofThread(named) }),
  markThreadAnswered: (named) => ({ params: ofThread(named) }),

  readCollaboratorMessages: (named) => ({ params: ofCase(named), query: '?limit=20' }),
  writeCollaboratorMessage: (named) => ({
    params: ofCase(named),
    body: { text: 'Hello', attachments: [], clientId: newId() },
  }),
  editCollaboratorMessage: (named) => ({ params: ofMessage(named), body: { text: 'Other' } }),
  markCollaboratorMessagesRead: (named) => ({ params: ofCase(named), body: { number: 1 } }),
  addMessageAttachment: (named) => ({
    params: { ...ofCase(named), attachmentId: newId() },
    file: { bytes: Buffer.from('abc'), type: 'application/octet-stream' },
  }),
  removeMessageAttachment: (named) => ({ params: ofAttachment(named) }),
  viewMessageAttachment: (named) => ({ params: ofAttachment(named) }),
  viewTranslation: (named) => ({ params: ofCase(named) }),
  translateMessage: (named) => ({ params: ofMessage(named), body: { to: 'de' } }),
  viewTranslationSetting: (named) => ({ params: practice(named) }),
  chooseTranslation: (named) => ({ params: practice(named), body: { engine: 'browser' } }),

  offerHandOvers: (named) => ({
    params: practice(named),
    body: { cases: 'needs_provider', toMemberId: newId(), until: null },
  }),
  listMyHandOvers: () => ({}),
  answerHandOver: (named) => ({ params: { handOverId: named.handOverId }, body: { accept: false } }),
  answerHandOvers: (named) => ({ body: { handOverIds: [named.handOverId], accept: false } }),
  listProviders: (named) => ({ params: practice(named) }),
  withdrawHandOver: (named) => ({ params: { ...practice(named), handOverId: named.handOverId } }),
};
