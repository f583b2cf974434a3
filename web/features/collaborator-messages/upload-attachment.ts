import type { MessageAttachment } from '#contract/collaborator-messages.ts';
import { addressOf, call } from '../../client/call.ts';
import { changeDraft, type DraftFile } from './drafts.ts';

/** Adds a file to the draft of a case and brings its bytes to the server. */
export function addFile(caseId: string, file: File): void {
  const added: DraftFile = { id: crypto.randomUUID(), file, share: 0, failed: false, done: null };
  changeDraft(caseId, (draft) => ({ ...draft, files: [...draft.files, added] }));
  void upload(caseId, added);
}

export function tryAgain(caseId: string, file: DraftFile): void {
  changeFile(caseId, file.id, { failed: false, share: 0 });
  void upload(caseId, file);
}

export function removeFile(caseId: string, { id, done }: DraftFile): void {
  changeDraft(caseId, (draft) => ({ ...draft, files: draft.files.filter((each) => each.id !== id) }));
  // What nobody sends is removed by the server after a while in any case.
  if (done) void call('removeMessageAttachment', { params: { caseId, attachmentId: id } }).catch(() => undefined);
}

const changeFile = (caseId: string, id: string, change: Partial<DraftFile>) =>
  changeDraft(caseId, (draft) => ({
    ...draft,
    files: draft.files.map((each) => (each.id === id ? { ...each, ...change } : each)),
  }));

async function upload(caseId: string, { id, file }: DraftFile): Promise<void> {
  try {
    const done = await send(caseId, id, file, (share) => changeFile(caseId, id, { share }));
    changeFile(caseId, id, { done, share: 1 });
  } catch {
    changeFile(caseId, id, { failed: true });
  }
}

/** By XMLHttpRequest: fetch tells nothing of how far an upload is. */
function send(caseId: string, id: string, file: File, tell: (share: number) => void): Promise<MessageAttachment> {
  const url = addressOf('addMessageAttachment', {
    params: { caseId, attachmentId: id },
    query: { fileName: file.name.slice(-200) },
    file,
  });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => tell(total > 0 ? loaded / total : 0);
    request.onload = () =>
      request.status === 200 ? resolve(request.response as MessageAttachment) : reject(new Error(`${request.status}`));
    request.onerror = () => reject(new Error('offline'));
    request.send(file);
  });
}
