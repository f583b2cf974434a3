import type { Endpoint } from '#contract/endpoint.ts';
import { type OrderEvent, orderEvents } from '#contract/order-life.ts';
import * as contract from '#contract/orders.ts';
import { NaiveOrder } from './naive-order.ts';
import { everybody, type Place, type TreatmentWorld, type Who } from './treatment-world.ts';

export type HistoryFigures = { histories: number; rounds: number; acts: number; done: number; seconds: number };

const endpoints: Record<OrderEvent, Endpoint> = {
  submit: contract.submitOrder,
  confirm: contract.confirmOrder,
  send_back: contract.sendBackOrder,
  accept: contract.acceptOrder,
  ask_for_records: contract.askForRecords,
  reject_records: contract.rejectRecords,
  send_records: contract.sendRecords,
  refuse: contract.refuseOrder,
  deliver_setup: contract.deliverSetup,
  withdraw_setup: contract.withdrawSetup,
  approve: contract.approveSetup,
  decline: contract.declineSetup,
  take_back_decline: contract.takeBackDecline,
  take_back_approval: contract.takeBackApproval,
  begin_manufacturing: contract.beginManufacturing,
  ship: contract.shipOrder,
  confirm_delivery: contract.confirmDelivery,
  complete: contract.completeOrder,
  hold: contract.holdOrder,
  resume: contract.resumeOrder,
  cancel: contract.cancelOrder,
  ask_to_cancel: contract.askToCancel,
  consent_to_cancel: contract.consentToCancel,
  refuse_to_cancel: contract.refuseToCancel,
  close: contract.closeOrder,
};

/** Ends an order: rarer, so that histories come far. */
const endings: readonly OrderEvent[] = ['refuse', 'cancel', 'close', 'consent_to_cancel'];
/** What may be told instead of `order_moved_on` to somebody who was too late: it is about what moved on. */
const alsoLate = ['not_the_version_seen', 'nothing_rejected', 'records_still_rejected'];

type Act = { who: Who; event: OrderEvent };

/** Eight people act on one order at the same moment, again and again; each round must be one that could have happened one after another. */
export async function runOrderHistories(
  world: TreatmentWorld,
  count: number,
  random: () => number,
): Promise<HistoryFigures> {
  const began = performance.now();
  const figures = { histories: count, rounds: 0, acts: 0, done: 0 };
  for (let history = 0; history < count; history += 1) {
    const withSetup = random() < 0.75;
    const place = await world.draft(withSetup ? 'aligner' : 'retainer');
    await world.record(place, 'file');
    const naive = new NaiveOrder(withSetup);
    for (
      let round = 0;
      round < 8 && orderEvents.some((event) => everybody.some((who) => naive.may(who, event)));
      round += 1
    ) {
      const acts = everybody.map((who) => choose(naive, who, random));
      figures.done += await playRound(world, place, naive, acts);
      figures.rounds += 1;
      figures.acts += acts.length;
    }
    await compare(world, place, naive);
  }
  return { ...figures, seconds: (performance.now() - began) / 1000 };
}

function choose(naive: NaiveOrder, who: Who, random: () => number): Act {
  const pick = (list: readonly OrderEvent[]) => list[Math.floor(random() * list.length)]!;
  const possible = orderEvents.filter((event) => naive.may(who, event));
  const onward = possible.filter((event) => !endings.includes(event));
  const dice = random();
  const list = dice < 0.8 && onward.length > 0 ? onward : dice < 0.85 && possible.length > 0 ? possible : orderEvents;
  return { who, event: pick(list) };
}

async function playRound(
  world: TreatmentWorld,
  place: Place,
  naive: NaiveOrder,
  acts: readonly Act[],
): Promise<number> {
  const before = await historyOf(world, place);
  const atStart = acts.map(({ who, event }) => naive.may(who, event));
  const bodies: unknown[] = [];
  for (const act of acts) bodies.push(await bodyFor(world, place, act.event));
  const answers = await Promise.all(
    acts.map(({ who, event }, index) =>
      world.browsers[who].try(endpoints[event], { params: place, body: bodies[index] } as never),
    ),
  );
  const told = () =>
    JSON.stringify(
      acts.map((act, index) => ({ ...act, status: answers[index]!.status, code: answers[index]!.problem?.code })),
    );
  const rows = (await historyOf(world, place)).slice(before.length);
  const done = answers.filter(({ status }) => status === 200).length;
  if (rows.length !== done)
    throw new Error(`${done} were told it was done, ${rows.length} changes happened: ${told()}`);

  // Which refusals were right at some moment of the round: while one waited, others changed what was possible.
  const rightlyRefused = acts.map(({ who, event }) => !naive.may(who, event));
  for (const row of rows) {
    const act = acts.find(({ who, event }) => world.people[who].id === row.account_id && event === row.event);
    if (!act || !naive.may(act.who, act.event))
      throw new Error(`${row.event} from ${naive.category} isn’t naively allowed: ${told()}`);
    if (row.from_category !== naive.category)
      throw new Error(`${row.event} from ${row.from_category}, naively ${naive.category}: ${told()}`);
    naive.happen(act.who, act.event);
    if (row.to_category !== naive.category)
      throw new Error(`${row.event} led to ${row.to_category}, naively ${naive.category}: ${told()}`);
    acts.forEach(({ who, event }, index) => {
      rightlyRefused[index] ||= !naive.may(who, event);
    });
  }
  answers.forEach(({ status, problem }, index) => {
    if (status === 200) return;
    if (status >= 500) throw new Error(`a failure: ${told()}`);
    const late = alsoLate.includes(problem.code);
    if (!rightlyRefused[index] && !late) throw new Error(`${acts[index]!.event} was wrongly refused: ${told()}`);
    if (atStart[index] && problem.code !== 'order_moved_on' && !late)
      throw new Error(`${acts[index]!.event} was possible a moment ago, and isn’t told what happened: ${told()}`);
  });
  return done;
}

async function bodyFor(world: TreatmentWorld, place: Place, event: OrderEvent): Promise<object> {
  const reason = 'because';
  const [setup] = await world.sql<{ version: number; content_hash: string }>(
    'select version, content_hash from setups where order_id = $1 and withdrawn_at is null order by version desc limit 1',
    [place.orderId],
  );
  const version = setup?.version ?? 1;
  const contentHash = setup?.content_hash ?? 'a'.repeat(64);
  if (event === 'approve') return { version, contentHash, packageId: world.packages['FLEX'] };
  if (event === 'decline') return { version, instructions: reason };
  if (event === 'withdraw_setup') return { version, reason };
  if (event === 'ship') return { carrier: 'DHL' };
  if (event === 'deliver_setup') return { recordId: await world.record(place, 'setup') };
  if (event === 'reject_records' || event === 'send_records') await reject(world, place, event === 'reject_records');
  return { reason };
}

async function reject(world: TreatmentWorld, place: Place, rejected: boolean): Promise<void> {
  await world.sql(`update records set verdict = $2 where order_id = $1 and slot = 'file'`, [
    place.orderId,
    rejected ? 'rejected' : 'accepted',
  ]);
}

function historyOf(world: TreatmentWorld, place: Place) {
  return world.sql<{ event: string; account_id: string; from_category: string; to_category: string }>(
    `select event, account_id, from_category, to_category from case_history where order_id = $1 and event <> 'start' order by id`,
    [place.orderId],
  );
}

/** In the end the order stands where it naively stands, and offers everybody what they naively may. */
async function compare(world: TreatmentWorld, place: Place, naive: NaiveOrder): Promise<void> {
  for (const who of everybody) {
    const answer = await world.browsers[who].try(contract.viewOrder, { params: place });
    const sees = who !== 'outsider' && (naive.laboratorySees || (who !== 'manager' && who !== 'technician'));
    if ((answer.status === 200) !== sees) throw new Error(`${who} is answered ${answer.status} at ${naive.category}`);
    if (!sees) continue;
    const { category, mayDo } = answer.reply.order;
    const allowed = orderEvents.filter((event) => naive.may(who, event));
    if (category !== naive.category || mayDo.join() !== allowed.join())
      throw new Error(`${who} is shown ${category} with ${mayDo}, naively ${naive.category} with ${allowed}`);
  }
  const unequal = await world.sql(
    `select from case_rows r where r.case_id = $1 and (r.category <> $2 or r.order_id <> $3)`,
    [place.caseId, naive.category, place.orderId],
  );
  if (unequal.length > 0) throw new Error(`the list doesn’t show ${naive.category}`);
}
