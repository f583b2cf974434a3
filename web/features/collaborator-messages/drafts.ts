import type { MessageAttachment } from '#contract/collaborator-messages.ts';

/** A message being written; kept while its panel is closed, and forgotten with the person who writes it. */
export type Draft = {
  text: string;
  files: DraftFile[];
  /** Made once for each message, so that sending twice writes once. */
  clientId: string;
};

/** A file on its way: `share` of it has arrived, or why it didn't. */
export type DraftFile = {
  id: string;
  file: File;
  share: number;
  failed: boolean;
  done: MessageAttachment | null;
};

export const emptyDraft = (): Draft => ({ text: '', files: [], clientId: crypto.randomUUID() });

const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();

// The next person at this browser is somebody else.
window.addEventListener('midline-forget', () => drafts.clear());

const nothing = emptyDraft();
export const draftOf = (caseId: string): Draft => drafts.get(caseId) ?? nothing;

/** Changes the draft of a case; uploads go on and report here also while the panel is closed. */
export function changeDraft(caseId: string, change: (draft: Draft) => Draft): void {
  const before = drafts.get(caseId) ?? emptyDraft();
  drafts.set(caseId, change(before));
  for (const listen of listeners) listen();
}

export function forgetDraft(caseId: string): void {
  drafts.delete(caseId);
  for (const listen of listeners) listen();
}

export function listenToDrafts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
