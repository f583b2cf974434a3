import { type Category, kindsWithSetup, type OrderKind, statusOf } from '#contract/order-life.ts';
import type { RefusalCode } from '#contract/refusals.ts';
import type { CasePackageTaken } from './order-row.ts';
import { monthsAfter } from './rules.ts';

/** An order of a case, as far as later ones depend on it. Discarded ones don't count. */
export type EarlierOrder = { id: string; kind: OrderKind; category: Category; heldFrom: Category | null; sets: number };

export type CaseFacts = {
  orders: readonly EarlierOrder[];
  hasApprovedSetup: boolean;
  hasProvider: boolean;
  package: CasePackageTaken | null;
  packageChosenAt: Date | null;
};

export type LaterKind = Exclude<OrderKind, 'aligner'>;

type Why = Extract<
  RefusalCode,
  'no_approved_setup' | 'case_cancelled' | 'order_of_kind_open' | 'package_used_up' | 'needs_provider'
>;

/** Why an order of this kind can't begin in a case; null where it can. */
export function whyNot(kind: LaterKind, of: CaseFacts, now: Date): { code: Why; orderId?: string } | null {
  if (!of.hasProvider) return { code: 'needs_provider' };
  const open = of.orders.find((order) => (kind === 'revision' ? inPlanning(order) : isDraft(order, kind)));
  if (open) return { code: 'order_of_kind_open', orderId: open.id };
  if (kind === 'revision') {
    const planned = of.orders.filter(withSetup);
    if (planned.length === 0) return { code: 'no_approved_setup' };
    if (!planned.some(worked)) return { code: 'case_cancelled' };
  }
  if (!of.hasApprovedSetup) return { code: 'no_approved_setup' };
  return usedUp(kind, of, now) ? { code: 'package_used_up' } : null;
}

/** A revision of a case that had come to its end opens it again. */
export function reopens(kind: LaterKind, orders: readonly EarlierOrder[]): boolean {
  return kind === 'revision' && orders.every((order) => statusOf(order.category, order.heldFrom) === 'closed');
}

/** How many retainer sets the package still covers; null where it sets no limit. */
export function setsLeft(of: Pick<CaseFacts, 'orders' | 'package'>): number | null {
  const limit = of.package?.retainerSets ?? null;
  if (limit === null) return null;
  const used = of.orders.filter((order) => order.kind === 'retainer' && counts(order));
  return limit - used.reduce((sum, order) => sum + order.sets, 0);
}

function usedUp(kind: LaterKind, of: CaseFacts, now: Date): boolean {
  const taken = of.package;
  if (!taken) return false;
  if (taken.months !== null && of.packageChosenAt && now >= monthsAfter(of.packageChosenAt, taken.months)) return true;
  if (kind === 'revision' && taken.revisions !== null)
    return of.orders.filter((order) => order.kind === 'revision' && counts(order)).length >= taken.revisions;
  return kind === 'retainer' && (setsLeft(of) ?? 1) < 1;
}

const withSetup = (order: EarlierOrder) => kindsWithSetup.includes(order.kind);
const isDraft = (order: EarlierOrder, kind: OrderKind) => order.kind === kind && order.category === 'draft';
const counts = (order: EarlierOrder) => order.category !== 'cancelled' && order.category !== 'refused';

const inTreatment: readonly Category[] = ['manufacturing', 'shipped', 'in_treatment'];

/** Its setup is approved and it went on from there: in treatment, completed or closed. */
const worked = (order: EarlierOrder) =>
  inTreatment.includes(order.heldFrom ?? order.category) ||
  order.category === 'completed' ||
  order.category === 'closed';

const inPlanning = (order: EarlierOrder) => withSetup(order) && counts(order) && !worked(order);
