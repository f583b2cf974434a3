import type { Answer, Call } from '#access/route.ts';
import type { checkRecord as endpoint } from '#contract/records.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { touchCase, writeHistory } from '../cases/index.ts';
import { shownRecord } from './describe.ts';
import { isOpen, isThere } from './rules.ts';
import { orderStateOf, recordInCase, recordVerdict } from './store.ts';

type Endpoint = typeof endpoint;

export const checkRecord =
  (platform: Platform) =>
  async (call: Call<Endpoint>): Promise<Answer<Endpoint>> => {
    const { tx, scope, actor, params, body } = call;
    const record = await recordInCase(tx, scope, params.recordId, true);
    if (record?.side !== 'provider_side' || record.sent_at === null) return refuse('not_found');
    if (!isOpen(orderStateOf(record))) return refuse('order_moved_on');
    if (record.replaced_at !== null) return refuse('record_replaced');
    if (!isThere(record.state)) return refuse('record_not_ready');
    const arrived = record.slot === 'impression' && body.verdict === 'accepted';
    const reason = body.verdict === 'rejected' ? body.reason : null;
    recordVerdict(tx, scope, record.id, {
      verdict: body.verdict,
      reason,
      state: arrived ? 'received' : record.state,
      by: actor.accountId,
      name: `${actor.firstName} ${actor.lastName}`,
    });
    call.audit({
      changes: [
        { field: 'record', after: record.id },
        { field: 'verdict', before: record.verdict, after: body.verdict },
      ],
    });
    writeHistory(tx, scope, actor, {
      orderId: record.order_id,
      event: arrived ? 'impression_received' : `record_${body.verdict}`,
      reason,
      facts: { slot: record.slot },
      actedAs:
        scope.standings.find((standing) => standing === 'laboratory_manager' || standing === 'technician') ?? null,
    });
    touchCase(tx, scope);
    const after = await recordInCase(tx, scope, record.id);
    return shownRecord(platform, after!, record, scope.standings);
  };
