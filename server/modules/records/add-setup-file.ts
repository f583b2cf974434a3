import type { Answer, Call } from '#access/route.ts';
import { kindsWithSetup } from '#contract/order-life.ts';
import type { addSetupFile as endpoint } from '#contract/records.ts';
import { newId } from '#platform/ids.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { shownRecord } from './describe.ts';
import { isOpen, limitOf } from './rules.ts';
import { holdOrder, insertRecord, orderStateOf, recordInCase, rivalsOf } from './store.ts';
import { sameUpload, uploadUrl } from './uploads.ts';

type Endpoint = typeof endpoint;

export const addSetupFile =
  (platform: Platform) =>
  async (call: Call<Endpoint>): Promise<Answer<Endpoint>> => {
    const { tx, scope, actor, params, body } = call;
    const order = await holdOrder(tx, scope, params.orderId);
    if (!order?.order_sent_at) return refuse('not_found');
    if (!isOpen(orderStateOf(order)) || !kindsWithSetup.includes(order.kind)) return refuse('order_moved_on');
    const limit = limitOf(platform.config, 'setups');
    if (body.bytes > limit) return refuse('record_too_large', { facts: { megabytes: limit / 1_000_000 } });
    const same = sameUpload(await rivalsOf(tx, scope, params.orderId, 'setup'), body);
    const id = same ?? newId();
    if (!same) {
      insertRecord(tx, scope, {
        id,
        orderId: params.orderId,
        slot: 'setup',
        state: 'uploading',
        fileName: body.fileName,
        fingerprint: body.fingerprint,
        bytes: body.bytes,
        side: 'laboratory',
        addedBy: actor.accountId,
        addedName: `${actor.firstName} ${actor.lastName}`,
        sentAt: null,
        replaces: null,
      });
    }
    call.audit({ changes: [{ field: 'record', after: id }] });
    const row = await recordInCase(tx, scope, id);
    if (!row) return refuse('not_found');
    return { record: await shownRecord(platform, row, order, scope.standings), uploadUrl: uploadUrl(scope, id) };
  };
