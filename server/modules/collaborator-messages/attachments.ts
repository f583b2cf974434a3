import type { Answer, Call } from '#access/route.ts';
import type * as contract from '#contract/collaborator-messages.ts';
import { attachmentBytes, type MessageAttachment, mostAttachments } from '#contract/collaborator-messages.ts';
import { newId } from '#platform/ids.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { contentType, deliver, downloadName } from '../records/index.ts';
import {
  type AttachmentRow,
  attachmentOf,
  insertAttachment,
  standsInThread,
  takeBack,
  waitingAttachments,
} from './attachments-store.ts';
import { checkFile, type Pictures } from './check-file.ts';
import { isPicture } from './describe.ts';
import { keyOf } from './keys.ts';

type Add = typeof contract.addMessageAttachment;
type Remove = typeof contract.removeMessageAttachment;
type View = typeof contract.viewMessageAttachment;

const shown = (row: AttachmentRow): MessageAttachment => ({
  id: row.id,
  fileName: row.file_name,
  bytes: Number(row.bytes),
  format: row.format,
  picture: isPicture(row.format),
});

/** Keeps a file for a message that will be written. Sent again under the same id, the first one stays. */
export const addMessageAttachment =
  (platform: Platform, pictures: Pictures) =>
  async (call: Call<Add>): Promise<Answer<Add>> => {
    const { tx, scope, actor, params, query, file } = call;
    if (file.length === 0) return refuse('file_empty');
    if (file.length > attachmentBytes) return refuse('too_large');
    const [had, waiting, standing] = await Promise.all([
      attachmentOf(tx, scope, params.attachmentId),
      waitingAttachments(tx, scope, actor.accountId),
      standsInThread(tx, scope),
    ]);
    if (!standing) return refuse('not_found');
    if (standing.archived) return refuse('case_archived');
    if (had) return had.account_id === actor.accountId ? shown(had) : taken;
    // A message's worth, and one that was given up beside it.
    if (waiting >= 2 * mostAttachments) return refuse('too_many_attachments');
    const row = await platform.files.incoming.withFolder(`${params.attachmentId}.${newId()}`, async (folder) => {
      const checked = await checkFile(pictures, file, folder);
      if (checked.problem !== null) return checked;
      const { format, bytes, contentHash } = checked;
      const fileName = downloadName({ file_name: query.fileName, format, slot: 'attachment' });
      const added = await insertAttachment(tx, scope, {
        id: params.attachmentId,
        accountId: actor.accountId,
        fileName,
        bytes,
        format,
        contentHash,
      });
      if (added) await platform.files.store.put(keyOf(params.attachmentId), checked.file);
      return added;
    });
    if (!row) return taken;
    if ('problem' in row) return refuse('attachment_unreadable', { facts: { problem: row.problem } });
    call.audit({ changes: [{ field: 'attachment', after: row.id }] });
    return shown(row);
  };

const taken = refuse('invalid', { errors: [{ path: 'attachmentId', reason: 'taken' }] });

export async function removeMessageAttachment(call: Call<Remove>): Promise<Answer<Remove>> {
  const { tx, scope, actor, params } = call;
  if (!(await takeBack(tx, scope, params.attachmentId, actor.accountId))) return refuse('not_found');
  call.audit({ changes: [{ field: 'attachment', before: params.attachmentId }] });
  return undefined;
}

/** A file of a message that the caller reads, or their own that isn't sent yet. Pictures show where they stand, anything else is saved. */
export const viewMessageAttachment =
  (platform: Platform) =>
  async (call: Call<View>): Promise<Answer<View>> => {
    const { tx, scope, params } = call;
    const row = await attachmentOf(tx, scope, params.attachmentId);
    if (!row) return refuse('not_found');
    call.audit({ changes: [{ field: 'attachment', after: row.id }] });
    return {
      flow: (request, reply) =>
        deliver(
          platform.files.store,
          request,
          reply,
          {
            key: keyOf(row.id),
            version: row.content_hash,
            type: contentType('original', row.format),
            saveAs: isPicture(row.format) ? null : row.file_name,
          },
          platform.log,
        ),
    };
  };
