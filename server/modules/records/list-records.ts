import type { Answer, Call } from '#access/route.ts';
import { collaboratorOn } from '#access/scope.ts';
import type { listRecords as endpoint } from '#contract/records.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { shownRecord } from './describe.ts';
import { isOpen, standsOn } from './rules.ts';
import { orderStateOf, recordsOfOrder } from './store.ts';

type Endpoint = typeof endpoint;

export const listRecords =
  (platform: Platform) =>
  async ({ tx, scope, params }: Call<Endpoint>): Promise<Answer<Endpoint>> => {
    const found = await recordsOfOrder(tx, scope, params.orderId);
    if (!found) return refuse('not_found');
    const { order, records } = found;
    const add = isOpen(orderStateOf(order)) && standsOn('provider_side', collaboratorOn(scope.standings, order));
    return {
      records: await Promise.all(records.map((row) => shownRecord(platform, row, order, scope.standings))),
      may: add ? ['add'] : [],
    };
  };
