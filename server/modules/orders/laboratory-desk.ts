import type { Actor } from '#access/actor.ts';
import { decideOnCase } from '#access/decide.ts';
import type { Answer, Call } from '#access/route.ts';
import type { CaseScope } from '#access/scope.ts';
import type { CasePermission } from '#contract/case-permissions.ts';
import type * as contract from '#contract/orders.ts';
import type { Order } from '#contract/orders.ts';
import type { RefusalCode } from '#contract/refusals.ts';
import { touchCase, writeHistory } from '#modules/cases/index.ts';
import type { AuditDetails } from '#platform/audit/record.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { isRefusal, type Refusal, refuse } from '#platform/refusal.ts';
import { hasMovedOn } from './act.ts';
import { awaitsLaboratory, describeOrder, isOpen, manufacturerNameable, plans } from './describe-order.ts';
import { manufacturersFor, peopleOf } from './desk-store.ts';
import { type OrderPatch, type OrderRow, standingsOn } from './order-row.ts';
import { holdOrder, orderOf, writeOrder } from './orders-store.ts';

/** What a laboratory arranges beside the order's life: dates, people, who manufactures. */

export function promiseDate(call: Call<typeof contract.promiseDate>): Promise<Answer<typeof contract.promiseDate>> {
  const { promisedOn } = call.body;
  return arrange(call, 'order.process', 'promise', awaitsLaboratory, (order) => ({
    patch: { promised_on: promisedOn },
    field: 'promisedOn',
    before: order.promised_on,
    after: promisedOn,
  }));
}

export function assignTechnician(
  call: Call<typeof contract.assignTechnician>,
): Promise<Answer<typeof contract.assignTechnician>> {
  const { accountId } = call.body;
  return arrange<'not_of_laboratory'>(call, 'order.assign', 'assign', isOpen, async (order) => {
    const own = plans(order) ? order.laboratory_id : order.manufacturer_id;
    const people = accountId ? await peopleOf(call.tx, own) : [];
    const chosen = people.find((each) => each.accountId === accountId);
    if (accountId && !chosen) return refuse('not_of_laboratory');
    const names = chosen ? { people: { ...order.names.people, [chosen.accountId]: chosen.name } } : {};
    return {
      patch: { technician_id: accountId },
      field: 'technician',
      before: order.technician_id,
      after: accountId,
      names,
    };
  });
}

export function nameManufacturer(
  call: Call<typeof contract.nameManufacturer>,
): Promise<Answer<typeof contract.nameManufacturer>> {
  const { laboratoryId } = call.body;
  return arrange<'laboratory_not_offered' | 'not_allowed'>(
    call,
    'order.assign',
    'name_manufacturer',
    manufacturerNameable,
    async (order) => {
      if (!plans(order)) return refuse('not_allowed', { needs: 'order.assign' });
      const others = laboratoryId ? await manufacturersFor(call.tx, order.laboratory_id) : [];
      const chosen = others.find(({ id }) => id === laboratoryId);
      if (laboratoryId && !chosen) return refuse('laboratory_not_offered');
      const names = chosen ? { laboratories: { ...order.names.laboratories, [chosen.id]: chosen.name } } : {};
      return {
        patch: { manufacturer_id: laboratoryId },
        field: 'manufacturer',
        before: order.manufacturer_id,
        after: laboratoryId,
        names,
      };
    },
  );
}

export async function listManufacturers(
  call: Call<typeof contract.listManufacturers>,
): Promise<Answer<typeof contract.listManufacturers>> {
  const { tx, scope } = call;
  const order = await orderOf(tx, scope, call.params.orderId);
  if (!order) return refuse('not_found');
  const right = decideOnCase(standingsOn(scope, order), 'order.assign');
  if (!right.allowed) return refuse('not_allowed', { needs: right.needs });
  const own = plans(order);
  const [laboratories, people] = await Promise.all([
    own ? manufacturersFor(tx, order.laboratory_id) : [],
    peopleOf(tx, own ? order.laboratory_id : order.manufacturer_id),
  ]);
  return { laboratories, people };
}

type DeskCall = {
  readonly params: { orderId: string };
  readonly tx: Tx;
  readonly actor: Actor;
  readonly scope: CaseScope;
  audit(details: AuditDetails): void;
};

type Arranged = {
  patch: OrderPatch;
  field: string;
  before: string | null;
  after: string | null;
  names?: Partial<OrderRow['names']>;
};

async function arrange<const R extends RefusalCode = never>(
  call: DeskCall,
  permission: CasePermission,
  event: string,
  stands: (order: OrderRow) => boolean,
  change: (order: OrderRow) => Arranged | Refusal<R> | Promise<Arranged | Refusal<R>>,
): Promise<Order | Refusal<R | 'not_found' | 'not_allowed' | 'order_moved_on'>> {
  const { tx, scope, actor } = call;
  const order = await holdOrder(tx, scope, call.params.orderId);
  if (!order) return refuse('not_found');
  const right = decideOnCase(standingsOn(scope, order), permission);
  if (!right.allowed) return refuse('not_allowed', { needs: right.needs });
  if (!stands(order)) return hasMovedOn(tx, order);
  const arranged = await change(order);
  if (isRefusal(arranged)) return arranged;
  const { patch, field, before, after } = arranged;
  writeOrder(tx, order.id, patch);
  writeHistory(tx, scope, actor, { orderId: order.id, event, facts: { [field]: after }, actedAs: right.because });
  touchCase(tx, scope);
  call.audit({
    subject: { kind: 'case', id: scope.caseId },
    changes: [
      { field: 'order', after: order.id },
      { field, before, after },
    ],
  });
  const names = { ...order.names, ...arranged.names };
  const shown = { ...order, ...patch, names, version: order.version + 1 };
  return describeOrder(shown, { actor, scope, now: tx.now });
}
