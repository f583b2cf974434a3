import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { Order } from '#contract/orders.ts';
import type { CaseRecord } from '#contract/records.ts';
import { useMe } from '../../app/session.ts';
import { useReading } from '../../client/use-calls.ts';
import { stashedFor } from './stash.ts';
import { type Item, type Place, uploads } from './upload-queue.ts';

export type OrderRecords = {
  place: Place;
  /** Those that stand in a slot now. */
  records: readonly CaseRecord[];
  /** Those that another took the place of. */
  replaced: readonly CaseRecord[];
  mayAdd: boolean;
  /** Files of this order that this browser is bringing. */
  items: readonly Item[];
  pending: boolean;
  error: unknown;
  again(): void;
};

/** The records of an order and the uploads of this browser, kept true to each other; goes on with what a reload cut off. */
export function useRecords(order: Order): OrderRecords {
  const me = useMe();
  const client = useQueryClient();
  const place = { accountId: me.account.id, caseId: order.caseId, orderId: order.id };
  const read = useReading('listRecords', { params: { caseId: order.caseId, orderId: order.id } });
  const all = useSyncExternalStore(uploads.onChange, uploads.current);
  const records = read.data?.records ?? [];
  const items = all.filter((item) => item.place.orderId === order.id);

  useEffect(
    () =>
      uploads.onMilestone((item) => {
        void client.invalidateQueries({ queryKey: ['listRecords'] });
        if (item.place.orderId === order.id) void client.invalidateQueries({ queryKey: ['viewOrder'] });
      }),
    [client, order.id],
  );

  const unfinished = records.filter(({ state, may }) => state === 'uploading' && may.includes('remove'));
  const waiting = unfinished.map(({ id }) => id).join(' ');
  const { accountId, caseId, orderId } = place;
  useEffect(() => {
    if (waiting === '') return;
    let here = true;
    void stashedFor(accountId, orderId).then((found) => {
      if (!here) return;
      for (const each of found)
        if (waiting.includes(each.recordId))
          uploads.add({ accountId, caseId, orderId }, each.slot, each.file, each.recordId);
    });
    return () => {
      here = false;
    };
  }, [waiting, accountId, caseId, orderId]);

  return {
    place,
    records: records.filter(({ replacedAt }) => replacedAt === null),
    replaced: records.filter(({ replacedAt }) => replacedAt !== null),
    mayAdd: read.data?.may.includes('add') ?? false,
    items,
    pending: read.isPending,
    error: read.error,
    again: () => void read.refetch(),
  };
}
