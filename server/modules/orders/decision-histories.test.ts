import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Category } from '#contract/order-life.ts';
import { canonical } from './delivered-content.ts';
import {
  DecidedCase,
  type Decider,
  type DecisionEvent,
  deciders,
  decisionEvents,
  type Request,
  type Version,
  type View,
} from './testing/decided-case.ts';

/** `npm run fuzz -- setups` tells a hundred thousand. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 5000);

/** Somebody looks, or acts on what they saw when they last looked; what they do is mostly something that stands to reason. */
const step = fc.record({
  who: fc.constantFrom(...deciders, 'provider', 'provider'),
  looks: fc.integer({ min: 0, max: 9 }),
  event: fc.constantFrom(...decisionEvents),
  /** Something that can happen now instead, so that histories come far. */
  sensible: fc.integer({ min: 0, max: 99 }),
  file: fc.integer({ min: 0, max: 2 }),
  wearDays: fc.constantFrom(null, null, 7, 10),
  package: fc.constantFrom('FLEX', 'ONE', 'TWO'),
});

const possible: Partial<Record<Category, readonly (readonly [Decider, DecisionEvent])[]>> = {
  setup_in_production: [['technician', 'deliver_setup']],
  setup_awaiting_approval: [
    ['provider', 'approve'],
    ['provider', 'decline'],
    ['manager', 'withdraw_setup'],
  ],
  setup_changes_requested: [
    ['manager', 'deliver_setup'],
    ['technician', 'deliver_setup'],
    ['provider', 'take_back_decline'],
  ],
  manufacturing: [['provider', 'take_back_approval']],
};

type Happened = { request: Request; version: number; contentHash: string };

test('however many decide at once and on however old a view: one outcome for a version, for the content seen, numbers used once, one package', {
  timeout: 20_000 + runs * 5,
}, () => {
  const figures = { happened: 0, tooLate: 0, stale: 0 };
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 6, maxLength: 40 }), (steps) => {
      const order = new DecidedCase();
      const views = new Map<Decider, View>();
      const log: Happened[] = [];
      for (const { looks, sensible, ...given } of steps) {
        const moves = possible[order.category];
        if (sensible < 70 && moves) [given.who, given.event] = moves[sensible % moves.length]!;
        else if (given.event === 'begin_manufacturing' && sensible < 95) continue;
        if (looks < 6 || !views.has(given.who)) views.set(given.who, order.seenNow());
        const request: Request = { ...given, seen: views.get(given.who)! };
        const before = structuredClone({ versions: order.versions, package: order.package, category: order.category });
        const newest = order.newest();
        const done = order.perform(request);
        checkNumbers(order.versions, before.versions);
        if (!done) {
          figures.tooLate += 1;
          if (request.seen.version !== newest?.version) figures.stale += 1;
          // A refusal changes nothing at all.
          expect({ versions: order.versions, package: order.package, category: order.category }).toEqual(before);
          continue;
        }
        figures.happened += 1;
        const now = order.versions.at(-1)!;
        if (request.event === 'deliver_setup') {
          log.push({ request, version: now.version, contentHash: now.contentHash });
        } else log.push({ request, version: newest!.version, contentHash: newest!.contentHash });
        checkDecision(log.at(-1)!, before.versions, before.package, order);
        for (const { outcome } of order.versions) outcomes.add(String(outcome));
      }
      checkOutcomes(order.versions, log);
    }),
    { numRuns: runs },
  );
  expect(outcomes).toEqual(new Set(['null', 'approved', 'declined', 'withdrawn']));
  expect(figures.happened).toBeGreaterThan(runs * 4);
  expect(figures.stale).toBeGreaterThan(runs);
});

/** Numbers rise by one and stay with their content, also when the version is withdrawn. */
function checkNumbers(now: readonly Version[], before: readonly Version[]): void {
  if (now.some(({ version }, index) => version !== index + 1)) throw new Error('a number was used again or left out');
  for (const [index, each] of before.entries()) {
    const same =
      now[index]!.contentHash === each.contentHash && canonical(now[index]!.treatment) === canonical(each.treatment);
    if (!same) throw new Error(`version ${each.version} changed its content`);
  }
  for (const one of now)
    for (const other of now) {
      const same = one.file === other.file && canonical(one.treatment) === canonical(other.treatment);
      if (same !== (one.contentHash === other.contentHash)) throw new Error('content and hash don’t go together');
    }
}

function checkDecision(
  { request, version, contentHash }: Happened,
  before: readonly Version[],
  packageBefore: string | null,
  order: DecidedCase,
): void {
  const { event, seen, who } = request;
  const was = before[version - 1];
  if (event === 'approve') {
    if (who !== 'provider') throw new Error(`${who} approved`);
    if (seen.version !== version || seen.contentHash !== contentHash) throw new Error('approved what wasn’t seen');
    if (order.package !== (packageBefore ?? request.package)) throw new Error('the package changed');
  } else if (event !== 'take_back_approval' && order.package !== packageBefore) throw new Error('the package changed');
  if ((event === 'decline' || event === 'withdraw_setup') && seen.version !== version)
    throw new Error(`${event} of what wasn’t seen`);
  if ((event === 'approve' || event === 'decline' || event === 'withdraw_setup') && was?.outcome !== null)
    throw new Error(`${event} of what was decided`);
}

/** What stands in the end is what the last act on the version said; each act that decides had the version undecided before. */
function checkOutcomes(versions: readonly Version[], log: readonly Happened[]): void {
  for (const { version, outcome } of versions) {
    let stands: Version['outcome'] = null;
    for (const { request } of log.filter((each) => each.version === version)) {
      if (request.event === 'approve') stands = 'approved';
      if (request.event === 'decline') stands = 'declined';
      if (request.event === 'withdraw_setup') stands = 'withdrawn';
      if (request.event === 'take_back_approval' || request.event === 'take_back_decline') stands = null;
    }
    if (outcome !== stands) throw new Error(`version ${version} is ${outcome}, but the last word was ${stands}`);
  }
}
