import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Standing } from '#contract/case-permissions.ts';
import { categories, type OrderEvent, orderEvents } from '#contract/order-life.ts';
import { decideEvent, type OrderState, possibleEvents, targetOf } from './life.ts';
import { NaiveOrder } from './testing/naive-order.ts';
import { everybody, type Who } from './testing/treatment-world.ts';

/** As what each stands towards the case; the laboratory's people only once the order was sent to it. */
const standingsOf: Record<Who, readonly Standing[]> = {
  provider: ['provider', 'practice_member'],
  submitter: ['submitter', 'practice_member'],
  admin: ['practice_admin', 'practice_member'],
  member: ['practice_member'],
  otherProvider: ['practice_member'],
  manager: ['laboratory_manager'],
  technician: ['technician'],
  outsider: [],
};

/** The rules of the product, with what `act` writes beside the category done by hand. */
class PureOrder {
  state: OrderState;
  sent = false;
  approver: Who | null = null;

  constructor(withSetup: boolean) {
    this.state = {
      kind: withSetup ? 'aligner' : 'retainer',
      category: 'draft',
      heldFrom: null,
      discarded: false,
      hasProvider: true,
      touched: false,
      manufacturingBegan: false,
      cancellationAsked: false,
      ownApproval: false,
    };
  }

  seenBy(who: Who): [OrderState, readonly Standing[]] {
    const ofLaboratory = who === 'manager' || who === 'technician';
    return [{ ...this.state, ownApproval: this.approver === who }, ofLaboratory && !this.sent ? [] : standingsOf[who]];
  }

  perform(who: Who, event: OrderEvent): boolean {
    const [state, standings] = this.seenBy(who);
    const decision = decideEvent(state, event, standings);
    if (!decision.may) return false;
    const to = targetOf(decision.transition, state);
    this.state = { ...this.state, category: to, heldFrom: to === 'on_hold' ? state.category : null };
    if (decision.because === 'laboratory_manager' || decision.because === 'technician') this.state.touched = true;
    if (event === 'approve' || event === 'decline') this.state.touched = false;
    if (event === 'approve') this.approver = who;
    if (event === 'begin_manufacturing' || event === 'ship') this.state.manufacturingBegan = true;
    if (event === 'ask_to_cancel') this.state.cancellationAsked = true;
    if (event === 'refuse_to_cancel') this.state.cancellationAsked = false;
    if (to === 'submitted') this.sent = true;
    return true;
  }
}

const step = fc.record({
  who: fc.constantFrom(...everybody),
  event: fc.constantFrom(...orderEvents),
  /** Something possible instead, so that histories come far. */
  sensible: fc.boolean(),
  dice: fc.nat(9999),
});

test('100 000 random histories: the table allows exactly what a naive reading of the product allows, and leads where it says', {
  timeout: 240_000,
}, () => {
  const reached = new Set<string>();
  const happened = new Set<string>();
  let steps = 0;
  fc.assert(
    fc.property(fc.boolean(), fc.array(step, { minLength: 4, maxLength: 24 }), (withSetup, commands) => {
      const [real, naive] = [new PureOrder(withSetup), new NaiveOrder(withSetup)];
      for (const command of commands) {
        let { who, event } = command;
        const allowed = orderEvents.filter((each) => naive.may(who, each));
        const offered = possibleEvents(...real.seenBy(who));
        if (offered.join() !== allowed.join()) throw new Error(`${who} is offered ${offered}, naively ${allowed}`);
        if (command.sensible) {
          const moves = everybody.flatMap((one) =>
            orderEvents.filter((each) => naive.may(one, each)).map((each) => [one, each] as const),
          );
          [who, event] = moves[command.dice % Math.max(moves.length, 1)] ?? [who, event];
        }
        const expected = naive.may(who, event);
        if (real.perform(who, event) !== expected)
          throw new Error(`${who} ${event} from ${naive.category}: naively ${expected}`);
        if (expected) {
          naive.happen(who, event);
          happened.add(event);
        }
        if (real.state.category !== naive.category)
          throw new Error(`${event} led to ${real.state.category}, naively ${naive.category}`);
        reached.add(naive.category);
        steps += 1;
      }
    }),
    { numRuns: 100_000 },
  );
  // The histories go everywhere: every category is reached, every event happens.
  expect(steps).toBeGreaterThan(500_000);
  expect([...reached].sort()).toEqual([...categories].sort());
  expect([...happened].sort()).toEqual([...orderEvents].sort());
});
