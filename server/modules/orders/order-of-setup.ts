import type { Actor } from '#access/actor.ts';
import { decideOnCase } from '#access/decide.ts';
import type { CaseScope } from '#access/scope.ts';
import type { CasePermission } from '#contract/case-permissions.ts';
import type { OrderEvent, OrderKind } from '#contract/order-life.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { possibleEvents } from './life.ts';
import { standingsOn, stateOf } from './order-row.ts';
import { orderOfVersion } from './orders-store.ts';

/** What reviewing a version asks of its order. */
export type OrderOfSetup = {
  id: string;
  kind: OrderKind;
  newestVersion: number;
  laboratory: string | null;
  /** What the reader may make happen to the order; what is about a version only where it is the newest. */
  mayDo: OrderEvent[];
  may(permission: CasePermission): boolean;
};

const aboutTheNewest: readonly OrderEvent[] = [
  'approve',
  'decline',
  'withdraw_setup',
  'take_back_decline',
  'take_back_approval',
];

/** The order of a version, seen by one person; undefined where they don't see it, or the version was withdrawn. One statement. */
export async function orderOfSetup(
  tx: Tx,
  reader: { scope: CaseScope; actor: Actor },
  setupId: string,
): Promise<OrderOfSetup | undefined> {
  const order = await orderOfVersion(tx, reader.scope, setupId);
  if (!order) return undefined;
  const standings = standingsOn(reader.scope, order);
  const possible = possibleEvents(stateOf(order, reader.actor.accountId), standings);
  return {
    id: order.id,
    kind: order.kind,
    newestVersion: order.setup?.version ?? 0,
    laboratory: order.laboratory_id ? (order.names.laboratories[order.laboratory_id] ?? '') : null,
    mayDo: order.setup?.id === setupId ? possible : possible.filter((event) => !aboutTheNewest.includes(event)),
    may: (permission) => decideOnCase(standings, permission).allowed,
  };
}
