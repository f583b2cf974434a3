import { decideOnCase } from '#access/decide.ts';
import type { Answer, Call } from '#access/route.ts';
import type * as contract from '#contract/orders.ts';
import { refuse } from '#platform/refusal.ts';
import { choicesIn } from './drafts-store.ts';
import { standingsOn } from './order-row.ts';
import { orderOf } from './orders-store.ts';
import { packagesOffered } from './packages-store.ts';

/** What can be chosen while ordering. */
export async function orderChoices(
  call: Call<typeof contract.orderChoices>,
): Promise<Answer<typeof contract.orderChoices>> {
  return { practices: await choicesIn(call.tx, call.scope.groupId) };
}

export async function listPackages(
  call: Call<typeof contract.listPackages>,
): Promise<Answer<typeof contract.listPackages>> {
  const { tx, scope } = call;
  const order = await orderOf(tx, scope, call.params.orderId);
  if (!order) return refuse('not_found');
  const priced = decideOnCase(standingsOn(scope, order), 'prices.see').allowed;
  const packages = await packagesOffered(tx, order.laboratory_id);
  return { packages: packages.map((each) => ({ ...each, price: priced ? each.price : null })) };
}
