import type { Endpoint } from '#contract/endpoint.ts';
import * as contract from '#contract/orders.ts';
import type { TestBrowser } from '#testing/browser.ts';
import type { Place, TreatmentWorld } from './treatment-world.ts';

type Act = { by: TestBrowser; account: string; event: string; endpoint: Endpoint; body: Record<string, unknown> };
type Row = { id: string; version: number; content_hash: string; decision: string | null; withdrawn_at: Date | null };
type History = { event: string; account_id: string; facts: Record<string, unknown> };
type Seen = { version: number; contentHash: string };
type Answer = Awaited<ReturnType<TestBrowser['try']>>;

const late = ['order_moved_on', 'not_the_version_seen', 'not_from_here', 'package_needed', 'package_not_offered'];

/** One order's setup is delivered, decided on, withdrawn and taken back by eight at the same moment, again and again. */
export async function runDecisionHistories(world: TreatmentWorld, count: number, seed: number) {
  const random = numbersFrom(seed);
  const began = performance.now();
  const figures = { histories: count, acts: 0, done: 0, late: 0 };
  // The provider and the technician work in two windows each.
  const windows = {
    provider: [world.browsers.provider, await world.as(world.people.provider)],
    technician: [world.browsers.technician, await world.as(world.people.technician)],
  };
  for (let history = 0; history < count; history += 1) {
    const place = await world.draft();
    await world.bring(place, 'setup_in_production');
    const files = [await fileOf(world, place), await fileOf(world, place)];
    let seen: Seen[] = [];
    for (let round = 0; round < 7; round += 1) {
      const { category } = await world.order(place);
      if (category === 'in_treatment') break;
      const before = { rows: await versionsOf(world, place), past: await pastOf(world, place) };
      const newest = before.rows.findLast(({ withdrawn_at: gone }) => gone === null);
      if (newest) seen = [...seen, { version: newest.version, contentHash: newest.content_hash }].slice(-3);
      const acts = choose(world, category, windows, seen, files, random);
      const answers = await Promise.all(
        acts.map(({ by, endpoint, body }) => by.try(endpoint, { params: place, body } as never)),
      );
      await judge(world, place, before, acts, answers);
      figures.acts += acts.length;
      figures.done += answers.filter(({ status }) => status === 200).length;
      figures.late += answers.filter(({ status }) => status === 409).length;
    }
  }
  return { ...figures, seconds: (performance.now() - began) / 1000 };
}

type Windows = Record<'provider' | 'technician', TestBrowser[]>;

/** What eight windows do at once: mostly what their screens offer, on a view that may be old. */
function choose(
  world: TreatmentWorld,
  category: string,
  windows: Windows,
  seen: readonly Seen[],
  files: readonly string[],
  random: () => number,
): Act[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const packages = [world.packages['UNLIMITED 3'], world.packages['UNLIMITED 5'], null];
  const view = (): Seen =>
    seen.length === 0 ? { version: 1, contentHash: 'f'.repeat(64) } : random() < 0.75 ? seen.at(-1)! : pick(seen);
  const reason = 'because';
  const make: Record<string, () => [Endpoint, Record<string, unknown>]> = {
    approve: () => [contract.approveSetup, { ...view(), packageId: pick(packages) }],
    decline: () => [contract.declineSetup, { version: view().version, instructions: reason }],
    take_back_decline: () => [contract.takeBackDecline, { reason }],
    take_back_approval: () => [contract.takeBackApproval, { reason }],
    deliver_setup: () => [contract.deliverSetup, { recordId: pick(files) }],
    withdraw_setup: () => [contract.withdrawSetup, { version: view().version, reason }],
    begin_manufacturing: () => [contract.beginManufacturing, {}],
  };
  const offered: Record<string, { provider: string[]; laboratory: string[] }> = {
    setup_in_production: { provider: ['approve'], laboratory: ['deliver_setup'] },
    setup_awaiting_approval: {
      provider: ['approve', 'approve', 'decline'],
      laboratory: ['withdraw_setup', 'deliver_setup'],
    },
    setup_changes_requested: { provider: ['take_back_decline', 'approve'], laboratory: ['deliver_setup'] },
    manufacturing: {
      provider: ['take_back_approval', 'approve', 'decline'],
      laboratory: ['begin_manufacturing', 'withdraw_setup'],
    },
  };
  const now = offered[category] ?? offered['manufacturing']!;
  const act = (by: TestBrowser, account: string, event: string): Act => {
    const [endpoint, body] = make[event]!();
    return { by, account, event, endpoint, body };
  };
  const { provider, technician, manager, otherProvider } = world.people;
  // Manufacturing begins rarely, as it ends what can be taken back.
  const fromLaboratory = () => {
    const event = pick(now.laboratory);
    return event === 'begin_manufacturing' && random() < 0.7 ? 'deliver_setup' : event;
  };
  return [
    ...[0, 1, 0, 1].map((window) => act(windows.provider[window]!, provider.id, pick(now.provider))),
    ...[0, 1].map((window) => act(windows.technician[window]!, technician.id, fromLaboratory())),
    act(world.browsers.manager, manager.id, fromLaboratory()),
    act(world.browsers.otherProvider, otherProvider.id, pick(['approve', 'decline'])),
  ];
}

async function judge(
  world: TreatmentWorld,
  place: Place,
  before: { rows: Row[]; past: History[] },
  acts: readonly Act[],
  answers: readonly Answer[],
): Promise<void> {
  const told = JSON.stringify(
    acts.map(({ event, body }, at) => ({ event, body, got: answers[at]!.status, code: answers[at]!.problem?.code })),
  );
  const fail = (what: string): never => {
    throw new Error(`${what}: ${told}`);
  };
  const rows = await versionsOf(world, place);
  const news = (await pastOf(world, place)).slice(before.past.length);
  const done = acts.filter((_, at) => answers[at]!.status === 200);
  if (done.length !== news.length) fail(`${done.length} were told it was done, ${news.length} changes happened`);
  for (const [at, { status, problem }] of answers.entries()) {
    const { account } = acts[at]!;
    if (account === world.people.otherProvider.id && status !== 403) fail('a colleague decided');
    if (status !== 200 && status !== 403 && !late.includes(problem?.code ?? '')) fail(`${status} ${problem?.code}`);
  }
  if (rows.some(({ version }, index) => version !== index + 1)) fail('a number was used again or left out');
  for (const row of before.rows)
    if (!rows.some(({ id, content_hash: hash }) => id === row.id && hash === row.content_hash))
      fail('a version changed');

  // Told again by what the history says, one after another.
  const outcome = new Map(before.rows.map((row) => [row.version, row.withdrawn_at ? 'withdrawn' : row.decision]));
  const deciding: Record<string, string> = { approve: 'approved', decline: 'declined', withdraw_setup: 'withdrawn' };
  for (const { event, account_id: account, facts } of news) {
    const version = Number(facts['version'] ?? 0);
    const matching = done.filter((one) => one.event === event && one.account === account);
    if (matching.length === 0) fail(`${event} happened without anybody being told`);
    if (event === 'deliver_setup') outcome.set(version, null);
    if (event.startsWith('take_back')) outcome.set(version, null);
    if (!(event in deciding)) continue;
    if (outcome.get(version) !== null) fail(`${event} of version ${version}, which was ${outcome.get(version)}`);
    outcome.set(version, deciding[event]!);
    if (!matching.some(({ body }) => body['version'] === version)) fail(`${event} of a version that wasn’t seen`);
    const hash = rows.find((row) => row.version === version)!.content_hash;
    if (event === 'approve' && !matching.some(({ body }) => body['contentHash'] === hash))
      fail('approved content that wasn’t seen');
  }
  for (const row of rows) {
    const stands = row.withdrawn_at ? 'withdrawn' : row.decision;
    if (outcome.get(row.version) !== stands)
      fail(`version ${row.version} is ${stands}, told ${outcome.get(row.version)}`);
  }
  await judgePackage(world, place, rows, fail);
}

/** The case has a package exactly while a version is approved, and it is the one that the approval named. */
async function judgePackage(
  world: TreatmentWorld,
  place: Place,
  rows: readonly Row[],
  fail: (what: string) => never,
): Promise<void> {
  const [found] = await world.sql<{ name: string | null }>(`select package->>'name' as name from cases where id = $1`, [
    place.caseId,
  ]);
  const approved = rows.some(({ decision, withdrawn_at: gone }) => decision === 'approved' && !gone);
  if ((found!.name !== null) !== approved) fail(`the package is ${found!.name}, approved: ${approved}`);
  const last = (await pastOf(world, place)).findLast(({ event }) => event === 'approve');
  if (approved && last?.facts['package'] !== found!.name) fail('the package isn’t what the approval named');
}

const versionsOf = (world: TreatmentWorld, place: Place) =>
  world.sql<Row>(
    'select id, version, content_hash, decision, withdrawn_at from setups where case_id = $1 order by version',
    [place.caseId],
  );

const pastOf = (world: TreatmentWorld, place: Place) =>
  world.sql<History>(`select event, account_id, facts from case_history where order_id = $1 order by id`, [
    place.orderId,
  ]);

const fileOf = (world: TreatmentWorld, place: Place) =>
  world.record(place, 'setup', { facts: { upperStages: 10, lowerStages: 8 } });

/** Mulberry32: the same numbers for the same seed. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
