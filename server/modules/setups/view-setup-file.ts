import type { Answer, Call } from '#access/route.ts';
import type { viewSetupFile as endpoint, SetupPart } from '#contract/setups.ts';
import { contentType, deliverFile, downloadName, recordFolder } from '#modules/records/index.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { type FileRow, versionFiles } from './store.ts';

type Endpoint = typeof endpoint;

/** A part of a version. Asked for anew each time, so that it ends the moment the version is withdrawn or the reader may no longer see it. */
export const viewSetupFile =
  (platform: Platform) =>
  async (call: Call<Endpoint>): Promise<Answer<Endpoint>> => {
    const { tx, scope, params } = call;
    call.audit({
      changes: [
        { field: 'setup', after: params.setupId },
        { field: 'part', after: params.part },
      ],
    });
    const file = await versionFiles(tx, scope, params.setupId);
    if (!file) return refuse('not_found');
    return {
      flow: (request, reply) => deliverFile(platform.files.store, request, reply, partOf(file, params.part)),
    };
  };

/** Where a part lies and how it is sent. */
export function partOf(file: FileRow, part: SetupPart) {
  return {
    key: recordFolder(file.record_id) + part,
    version: `${file.content_hash}-${part}`,
    type: typeOf(file, part),
    saveAs: part === 'original' ? downloadName({ ...file, slot: 'setup' }) : null,
  };
}

function typeOf(file: FileRow, part: SetupPart): string {
  if (part === 'original') return contentType('original', file.format);
  return part === 'first_stage' || part === 'last_stage' ? 'image/png' : 'application/octet-stream';
}
