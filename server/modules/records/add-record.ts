import type { Answer, Call } from '#access/route.ts';
import { collaboratorOn } from '#access/scope.ts';
import { type addRecord as endpoint, groupOf } from '#contract/records.ts';
import { newId } from '#platform/ids.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { touchCase, writeHistory } from '../cases/index.ts';
import { shownRecord } from './describe.ts';
import { takeAway } from './life-store.ts';
import type { Readers } from './readers.ts';
import { goesAtOnce, isOpen, limitOf, mostRecords, standsOn, takesSeveral } from './rules.ts';
import { holdOrder, insertRecord, markReplaced, orderStateOf, type Rivals, recordInCase, rivalsOf } from './store.ts';
import { sameUpload, uploadUrl } from './uploads.ts';

type Endpoint = typeof endpoint;

export const addRecord =
  (platform: Platform, readers: Readers) =>
  async (call: Call<Endpoint>): Promise<Answer<Endpoint>> => {
    const { tx, scope, actor, params, body } = call;
    const { slot } = body;
    const group = groupOf(slot);
    if (group === 'setups') return refuse('invalid', { errors: [{ path: 'slot', reason: 'not_of_provider_side' }] });
    const order = await holdOrder(tx, scope, params.orderId);
    if (!order || scope.side === 'laboratory') return refuse('not_found');
    if (!standsOn('provider_side', collaboratorOn(scope.standings, order)))
      return refuse('not_allowed', { needs: 'records.add' });
    const state = orderStateOf(order);
    if (!isOpen(state)) return refuse('order_moved_on');
    const posted = slot === 'impression';
    const limit = limitOf(platform.config, group);
    if (!posted && body.bytes === 0) return refuse('file_empty');
    if (body.bytes > limit) return refuse('record_too_large', { facts: { megabytes: limit / 1_000_000 } });

    const rivals = await rivalsOf(tx, scope, params.orderId, slot);
    const same = sameUpload(rivals, body);
    if (same) {
      const row = await recordInCase(tx, scope, same);
      if (!row) return refuse('not_found');
      return {
        record: await shownRecord(platform, row, order, scope.standings),
        uploadUrl: row.state === 'uploading' ? uploadUrl(scope, row.id) : null,
      };
    }
    if (rivals.all >= mostRecords.order || rivals.current.length >= mostRecords.slot) return refuse('too_many_records');

    const id = newId();
    const replaced = replacedBy(rivals, takesSeveral(slot));
    let replaces = replaced?.id ?? null;
    if (replaced && replaced.sent_at === null && replaced.state !== 'ready') {
      // Nothing that could come back: the new one stands where this one would have stood.
      replaces = replaced.replaces;
      markReplaced(tx, scope, replaced.id);
      await takeAway(tx, replaced.id, 'taken');
    } else if (replaced) markReplaced(tx, scope, replaced.id);
    insertRecord(tx, scope, {
      id,
      orderId: params.orderId,
      slot,
      state: posted ? 'posted' : 'uploading',
      fileName: posted ? '' : body.fileName,
      fingerprint: body.fingerprint,
      bytes: posted ? 0 : body.bytes,
      side: 'provider_side',
      addedBy: actor.accountId,
      addedName: `${actor.firstName} ${actor.lastName}`,
      sentAt: posted && goesAtOnce(state) ? tx.now : null,
      replaces,
    });
    call.audit({
      changes: [
        { field: 'record', after: id },
        { field: 'slot', after: slot },
      ],
    });
    if (state.sentAt)
      writeHistory(tx, scope, actor, {
        orderId: params.orderId,
        event: replaces ? 'record_replaced' : 'record_added',
        facts: { slot },
        actedAs: scope.standings[0] ?? null,
      });
    touchCase(tx, scope);
    // Gets ready while the bytes are on their way.
    if (group === 'models') readers.meshes();
    const row = await recordInCase(tx, scope, id);
    return {
      record: await shownRecord(platform, row!, order, scope.standings),
      uploadUrl: posted ? null : uploadUrl(scope, id),
    };
  };

/** In a slot for one record the one that is there; in a slot for several the one that was rejected longest ago. */
function replacedBy({ current }: Rivals, several: boolean): Rivals['current'][number] | undefined {
  return several ? current.find(({ verdict }) => verdict === 'rejected') : current[0];
}
