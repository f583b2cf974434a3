import type { Answer, Call } from '#access/route.ts';
import { collaboratorOn } from '#access/scope.ts';
import type { removeRecord as endpoint } from '#contract/records.ts';
import { refuse } from '#platform/refusal.ts';
import { touchCase } from '../cases/index.ts';
import { takeAway } from './life-store.ts';
import { isOpen, standsOn } from './rules.ts';
import { orderStateOf, recordInCase } from './store.ts';

type Endpoint = typeof endpoint;

export async function removeRecord(call: Call<Endpoint>): Promise<Answer<Endpoint>> {
  const { tx, scope, params } = call;
  const record = await recordInCase(tx, scope, params.recordId, true);
  if (record?.side !== 'provider_side') return refuse('not_found');
  if (!standsOn('provider_side', collaboratorOn(scope.standings, record)))
    return refuse('not_allowed', { needs: 'records.add' });
  if (!isOpen(orderStateOf(record)) || record.sent_at !== null) return refuse('order_moved_on');
  if (!(await takeAway(tx, record.id))) return refuse('order_moved_on');
  call.audit({
    changes: [
      { field: 'record', before: record.id },
      { field: 'slot', before: record.slot },
    ],
  });
  touchCase(tx, scope);
  return undefined;
}
