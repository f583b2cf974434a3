/** What a path may name: ids of an organisation and what belongs to it, and of the caller's own things. */
export type Named = {
  organisationId: string;
  memberId: string;
  invitationId: string;
  workstationId: string;
  sessionId: string;
  passkeyId: string;
  /** What of the instance is named: an organisation or a letter. */
  instanceId: string;
  /** What of a case, or beside cases, is named; whatever isn't is an unknown id. */
  ofCase?: Partial<CaseNames>;
};

export type CaseNames = {
  caseId: string;
  orderId: string;
  recordId: string;
  setupId: string;
  commentId: string;
  linkId: string;
  visitId: string;
  laboratoryId: string;
  patientId: string;
  handOverId: string;
  messageId: string;
  attachmentId: string;
  collaborationId: string;
  practitionerId: string;
};

/** Input of one call. */
export type Input = {
  params?: Record<string, string>;
  query?: string;
  body?: unknown;
  file?: { bytes: Buffer; type: string };
  headers?: Record<string, string>;
};
