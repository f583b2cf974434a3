import type { Answer, Call } from '#access/route.ts';
import type { viewRecordFile as endpoint } from '#contract/records.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { deliver } from './deliver.ts';
import { contentType, downloadName } from './file-names.ts';
import { keyOf } from './keys.ts';
import { recordInCase } from './store.ts';

type Endpoint = typeof endpoint;

export const viewRecordFile =
  (platform: Platform) =>
  async (call: Call<Endpoint>): Promise<Answer<Endpoint>> => {
    const { tx, scope, params } = call;
    const { rendition } = params;
    const record = await recordInCase(tx, scope, params.recordId);
    if (record?.state !== 'ready' || !record.renditions.includes(rendition)) return refuse('not_found');
    call.audit({
      changes: [
        { field: 'record', after: record.id },
        { field: 'rendition', after: rendition },
      ],
    });
    // What a photo says of place and person isn't given out.
    const stripped = rendition === 'original' && record.facts['stripped'] === true;
    const key = keyOf(record.id, stripped ? 'delivered' : rendition);
    return {
      flow: (request, reply) =>
        deliver(
          platform.files.store,
          request,
          reply,
          {
            key,
            version: `${record.content_hash}-${rendition}`,
            type: contentType(rendition, record.format),
            saveAs: rendition === 'original' ? downloadName(record) : null,
          },
          platform.log,
        ),
    };
  };
