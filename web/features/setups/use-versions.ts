import { useQueries } from '@tanstack/react-query';
import { kindsWithSetup } from '#contract/order-life.ts';
import type { Setup } from '#contract/orders.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { reading, useReading } from '../../client/use-calls.ts';

export type VersionOfCase = { setup: Setup; view: ReplyTo<'viewOrder'> };

/** All versions of a case's setup, newest first, each with its order; those withdrawn too. */
export function useVersions(caseId: string) {
  const subject = useReading('viewCase', { params: { caseId } });
  const orders = (subject.data?.row.orders ?? []).filter(({ kind }) => kindsWithSetup.includes(kind));
  const views = useQueries({
    queries: orders.map(({ id: orderId }) => reading('viewOrder', { params: { caseId, orderId } })),
  });
  const versions = views
    .flatMap(({ data }) => (data ? data.setups.map((setup): VersionOfCase => ({ setup, view: data })) : []))
    .toSorted((one, other) => other.setup.version - one.setup.version);
  return {
    subject: subject.data,
    versions,
    complete: subject.data !== undefined && views.every(({ data }) => data !== undefined),
    error: subject.error ?? views.find(({ error }) => error)?.error ?? null,
    again: () => {
      void subject.refetch();
      for (const view of views) void view.refetch();
    },
  };
}
