import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { moveCase, viewCase, viewHistory } from '#contract/cases.ts';
import {
  answerHandOver,
  answerHandOvers,
  listMyHandOvers,
  listProviders,
  offerHandOvers,
  withdrawHandOver,
} from '#contract/hand-overs.ts';
import { deactivateMember, previewLeaving, reactivateMember, removeMember } from '#contract/team.ts';
import { newId } from '#platform/ids.ts';
import { addCase, type CaseWorld, type MadeCase, makeCaseWorld, of, type Who } from '../cases/testing/case-world.ts';
import { returnCases } from './return-cases.ts';

let world: CaseWorld;
beforeAll(async () => {
  world = await makeCaseWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());
beforeEach(() =>
  world.sql(
    'update hand_overs set withdrawn_at = now() where accepted_at is null and declined_at is null and withdrawn_at is null',
  ),
);

type Offer = { cases?: string[] | { provider: string } | 'needs_provider'; toMemberId?: string; until?: string | null };
const offer = (made: MadeCase, more: Offer = {}) => ({
  params: { practiceId: world.north.id },
  body: { cases: [made.caseId], toMemberId: world.members.second, ...more },
});
const offerIt = (made: MadeCase, more: Offer = {}) => world.browsers.admin.call(offerHandOvers, offer(made, more));
const waiting = async (name: Who) => (await world.browsers[name].call(listMyHandOvers, {})).handOvers;
const answer = (name: Who, id: string, accept: boolean) =>
  world.browsers[name].try(answerHandOver, { params: { handOverId: id }, body: { accept } });
const row = async (made: MadeCase, name: Who = 'admin') => (await world.browsers[name].call(viewCase, of(made))).row;
const events = async (made: MadeCase) =>
  (await world.browsers.admin.call(viewHistory, of(made))).entries.map(({ event }) => event);
const isoDay = (days: number) => new Date(world.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

async function accepted(made: MadeCase, more: Offer = {}) {
  await offerIt(made, more);
  const mine = (await waiting('second')).find(({ caseId }) => caseId === made.caseId);
  expect((await answer('second', mine!.id, true)).status).toBe(204);
}

describe('offering a case', () => {
  test('is for Admins of the practice alone', async () => {
    const made = await addCase(world);
    for (const name of ['provider', 'desk', 'manager'] as const)
      expect(await world.browsers[name].refusal(offerHandOvers, offer(made))).toBe('not_allowed');
    for (const name of ['southAdmin', 'labManager', 'outsider'] as const)
      expect(await world.browsers[name].refusal(offerHandOvers, offer(made))).toBe('not_found');
  });

  test('is refused to nobody who could be provider, and for a day that is past', async () => {
    const made = await addCase(world);
    for (const toMemberId of [world.members.desk, world.members.admin, newId()])
      expect(await world.browsers.admin.refusal(offerHandOvers, offer(made, { toMemberId }))).toBe('not_a_provider');
    expect(await world.browsers.admin.refusal(offerHandOvers, offer(made, { until: '2020-01-01' }))).toBe(
      'until_in_past',
    );
  });

  test('leaves out cases of another practice, the person’s own, and those offered already', async () => {
    const [made, own] = [await addCase(world), await addCase(world, { provider: world.practitioners.second })];
    const elsewhere = await addCase(world, { practice: world.south, provider: null });
    const cases = [made.caseId, own.caseId, elsewhere.caseId, newId()];
    expect(await offerIt(made, { cases })).toEqual({ offered: 1, skipped: 3 });
    expect(await offerIt(made)).toEqual({ offered: 0, skipped: 1 });
    expect(await world.sql('select 1 from hand_overs where case_id = $1', [elsewhere.caseId])).toEqual([]);
  });

  test('two Admins at once offer it once', async () => {
    const made = await addCase(world);
    const both = await Promise.all([offerIt(made), world.browsers.both.call(offerHandOvers, offer(made))]);
    expect(both.map(({ offered }) => offered).sort()).toEqual([0, 1]);
  });

  test('tells the new provider, by letter with number and initials alone', async () => {
    const made = await addCase(world, { lastName: 'Geheimname' });
    await offerIt(made, { until: isoDay(10) });
    const [letter] = (await world.letters(world.people.second.email)).slice(-1);
    expect(letter).toMatchObject({
      template: 'handOvers.offered',
      values: { cases: `${made.number} (M. G.)`, by: 'Admin Tester' },
    });
    expect(JSON.stringify(letter)).not.toMatch(/Mia|Geheimname/);
    expect(await waiting('second')).toMatchObject([{ number: made.number, until: isoDay(10), practice: 'North' }]);
    expect(await waiting('desk')).toEqual([]);
    const seen = await world.browsers.second.call(viewCase, of(made));
    expect(seen.handOver).toMatchObject({ toYou: true, until: isoDay(10) });
    expect(seen.row.provider?.name).toBe('Provider Tester');
  });

  test('all of one provider, or all that need one', async () => {
    const lonely = await addCase(world, { provider: null });
    expect((await row(lonely)).needsProvider).toBe(true);
    const { offered } = await offerIt(lonely, { cases: 'needs_provider' });
    expect(offered).toBeGreaterThanOrEqual(1);
    expect((await waiting('second')).map(({ caseId }) => caseId)).toContain(lonely.caseId);
    const all = await offerIt(lonely, { cases: { provider: world.practitioners.provider } });
    const mine = await world.sql('select 1 from cases where practitioner_id = $1 and practice_id = $2', [
      world.practitioners.provider,
      world.north.id,
    ]);
    expect(all.offered).toBe(mine.length);
  });

  test('names those who can be provider', async () => {
    const { providers } = await world.browsers.desk.call(listProviders, { params: { practiceId: world.north.id } });
    expect(providers.map(({ name }) => name)).toEqual(['Provider Tester', 'Second Tester']);
    expect(await world.browsers.labManager.refusal(listProviders, { params: { practiceId: world.north.id } })).toBe(
      'not_found',
    );
  });
});

describe('answering', () => {
  test('is for the person asked alone', async () => {
    const made = await addCase(world);
    await offerIt(made);
    const [mine] = await waiting('second');
    for (const name of ['provider', 'admin', 'outsider', 'labManager'] as const)
      expect((await answer(name, mine!.id, true)).problem.code).toBe('not_found');
    expect((await row(made)).provider?.name).toBe('Provider Tester');
  });

  test('changes the provider on acceptance, and not before', async () => {
    const made = await addCase(world, { category: 'setup_awaiting_approval' });
    await accepted(made);
    expect(await row(made, 'second')).toMatchObject({ provider: { name: 'Second Tester', you: true }, yourTurn: true });
    expect((await world.browsers.provider.call(viewCase, of(made))).may).not.toContain('order.approve');
    expect(await events(made)).toEqual(['hand_over', 'offer_hand_over']);
    const [letter] = (await world.letters(world.people.admin.email)).slice(-1);
    expect(letter).toMatchObject({ template: 'handOvers.accepted', values: { person: 'Second Tester' } });
  });

  test('declined, nothing changes hands, and who offered hears of it', async () => {
    const made = await addCase(world);
    await offerIt(made);
    const [mine] = await waiting('second');
    expect((await answer('second', mine!.id, false)).status).toBe(204);
    expect((await row(made)).provider?.name).toBe('Provider Tester');
    expect((await answer('second', mine!.id, true)).problem.code).toBe('hand_over_over');
    const [letter] = (await world.letters(world.people.admin.email)).slice(-1);
    expect(letter!.template).toBe('handOvers.declined');
    expect(await offerIt(made)).toMatchObject({ offered: 1 });
  });

  test('accepting and withdrawing at once has one outcome', async () => {
    const made = await addCase(world);
    await offerIt(made);
    const [mine] = await waiting('second');
    const params = { practiceId: world.north.id, handOverId: mine!.id };
    const [said, withdrawn] = await Promise.all([
      answer('second', mine!.id, true),
      world.browsers.admin.try(withdrawHandOver, { params }),
    ]);
    expect([said.status, withdrawn.status].sort()).toEqual([204, 409]);
    const provider = said.status === 204 ? 'Second Tester' : 'Provider Tester';
    expect((await row(made)).provider?.name).toBe(provider);
  });

  test('withdrawing is for Admins of that practice; then it is over', async () => {
    const made = await addCase(world);
    await offerIt(made);
    const [mine] = await waiting('second');
    const at = (practiceId: string) => ({ params: { practiceId, handOverId: mine!.id } });
    expect(await world.browsers.second.refusal(withdrawHandOver, at(world.north.id))).toBe('not_allowed');
    expect(await world.browsers.southAdmin.refusal(withdrawHandOver, at(world.south.id))).toBe('not_found');
    await world.browsers.admin.call(withdrawHandOver, at(world.north.id));
    expect(await world.browsers.admin.refusal(withdrawHandOver, at(world.north.id))).toBe('hand_over_over');
    expect((await answer('second', mine!.id, true)).problem.code).toBe('hand_over_over');
    expect(await waiting('second')).toEqual([]);
  });

  test('several at once, leaving out what is over', async () => {
    const [one, two] = [await addCase(world), await addCase(world)];
    await offerIt(one, { cases: [one.caseId, two.caseId] });
    const ids = (await waiting('second')).map(({ id }) => id);
    const body = { handOverIds: [...ids, newId()], accept: true };
    expect(await world.browsers.desk.call(answerHandOvers, { body })).toEqual({ answered: 0, skipped: 3 });
    expect(await world.browsers.second.call(answerHandOvers, { body })).toEqual({ answered: 2, skipped: 1 });
    expect((await row(two)).provider?.name).toBe('Second Tester');
  });

  test('a case that has moved to another practice is no longer on offer', async () => {
    const made = await addCase(world);
    await offerIt(made);
    const [mine] = await waiting('second');
    await world.browsers.both.call(moveCase, { ...of(made), body: { practiceId: world.south.id } });
    expect(await waiting('second')).toEqual([]);
    expect((await answer('second', mine!.id, true)).problem.code).toBe('not_found');
  });
});

describe('until a day', () => {
  const dayPasses = async (days: number) => {
    world.clock.pass({ days });
    await world.sql('update sessions set last_seen_at = $1', [world.clock.now()]);
    await world.app.platform.database.worker.transaction((tx) => returnCases(tx));
  };

  test('the case goes back once that day is over, and not on it', async () => {
    const made = await addCase(world);
    await accepted(made, { until: isoDay(3) });
    await world.sql(`update practices set time_zone = 'UTC' where id = $1`, [world.north.id]);
    await dayPasses(2);
    expect((await row(made)).provider?.name).toBe('Second Tester');
    await dayPasses(1);
    expect((await row(made)).provider?.name).toBe('Second Tester');
    await dayPasses(1);
    expect((await row(made)).provider?.name).toBe('Provider Tester');
    expect(await events(made)).toEqual(['return_case', 'hand_over', 'offer_hand_over']);
  });

  test('two processes at it give it back once', async () => {
    const made = await addCase(world);
    await accepted(made, { until: isoDay(1) });
    world.clock.pass({ days: 2 });
    const run = () => world.app.platform.database.worker.transaction((tx) => returnCases(tx));
    await Promise.all([run(), run()]);
    expect((await events(made)).filter((event) => event === 'return_case')).toHaveLength(1);
  });

  test('whoever stood in and hands it on doesn’t become the one it goes back to', async () => {
    const made = await addCase(world);
    await accepted(made, { until: isoDay(5) });
    const third = await world.person();
    const memberId = await world.member(world.north, third, 'practitioner', 'user', 'dentist');
    await offerIt(made, { toMemberId: memberId, until: isoDay(2) });
    const browser = await world.as(third);
    const [mine] = (await browser.call(listMyHandOvers, {})).handOvers;
    await browser.call(answerHandOver, { params: { handOverId: mine!.id }, body: { accept: true } });
    await dayPasses(3);
    expect((await row(made)).provider?.name).toBe('Provider Tester');
  });
});

describe('a provider who leaves', () => {
  /** Somebody new with cases: two open, one closed. */
  async function leaver() {
    const person = await world.person({ firstName: 'Lea', lastName: 'Leaver' });
    const memberId = await world.member(world.north, person, 'practitioner', 'user', 'dentist');
    const [{ id: provider }] = (await world.sql<{ id: string }>('select id from practitioners where account_id = $1', [
      person.id,
    ])) as [{ id: string }];
    const open = await addCase(world, { provider, category: 'setup_awaiting_approval' });
    const closed = await addCase(world, { provider, category: 'completed' });
    await world.sql(
      'insert into submitters (practice_id, practitioner_id, account_id, given_at) values ($1, $2, $3, now()), ($1, $4, $5, now())',
      [world.north.id, provider, world.people.desk.id, world.practitioners.provider, person.id],
    );
    return { person, memberId, provider, open, closed, params: { organisationId: world.north.id, memberId } };
  }

  test('leaves cases that the dialog counts, with those who could take them', async () => {
    const { params } = await leaver();
    for (const name of ['admin', 'manager'] as const) {
      const { cases } = await world.browsers[name].call(previewLeaving, { params });
      expect(cases).toMatchObject({ open: 1, closed: 1 });
      expect(cases.providers.map(({ name: each }) => each)).toEqual(
        expect.arrayContaining(['Provider Tester', 'Second Tester']),
      );
      expect(cases.providers.map(({ memberId }) => memberId)).not.toContain(params.memberId);
    }
  });

  test.each(['deactivate', 'remove'] as const)(
    '%s parks them all, where nobody approves or submits any more',
    async (how) => {
      const { open, closed, params, person, provider } = await leaver();
      const act = how === 'remove' ? removeMember : deactivateMember;
      await world.browsers.manager.call(act as typeof removeMember, { params, body: {} });
      expect(await row(open)).toMatchObject({ needsProvider: true, provider: null });
      expect(await row(closed)).toMatchObject({ needsProvider: false, provider: null });
      expect(await events(open)).toEqual(['park_case']);
      for (const name of ['admin', 'second', 'desk'] as const) {
        const { may } = await world.browsers[name].call(viewCase, of(open));
        expect(may.filter((each) => each === 'order.approve' || each === 'order.submit')).toEqual([]);
      }
      const given = await world.sql('select 1 from submitters where account_id = $1 or practitioner_id = $2', [
        person.id,
        provider,
      ]);
      expect(given).toEqual([]);
    },
  );

  test('is refused a successor who can’t be provider, or is the leaver, and nothing has happened', async () => {
    const { open, params } = await leaver();
    for (const casesTo of [world.members.desk, params.memberId, newId()]) {
      expect(await world.browsers.admin.refusal(deactivateMember, { params, body: { casesTo } })).toBe(
        'not_a_provider',
      );
    }
    expect((await row(open)).provider?.name).toBe('Lea Leaver');
  });

  test('with a successor named, they are parked and offered until accepted', async () => {
    const { open, closed, params } = await leaver();
    await world.browsers.admin.call(removeMember, { params, body: { casesTo: world.members.second } });
    expect((await row(open)).needsProvider).toBe(true);
    const mine = await waiting('second');
    expect(mine.map(({ caseId }) => caseId).sort()).toEqual([open.caseId, closed.caseId].sort());
    await world.browsers.second.call(answerHandOvers, {
      body: { handOverIds: mine.map(({ id }) => id), accept: true },
    });
    expect((await row(open)).provider?.name).toBe('Second Tester');
  });

  test('and is reactivated has what nobody took over', async () => {
    const { open, closed, params } = await leaver();
    await world.browsers.admin.call(deactivateMember, { params, body: { casesTo: world.members.second } });
    const mine = await waiting('second');
    await answer('second', mine.find(({ caseId }) => caseId === open.caseId)!.id, true);
    await world.browsers.admin.call(reactivateMember, { params });
    expect((await row(open)).provider?.name).toBe('Second Tester');
    expect((await row(closed)).provider?.name).toBe('Lea Leaver');
    expect(await waiting('second')).toEqual([]);
  });

  test('and only stood in gives the case back to whom it belongs', async () => {
    const { params, person } = await leaver();
    const made = await addCase(world);
    await offerIt(made, { toMemberId: params.memberId, until: isoDay(30) });
    const browser = await world.as(person);
    const [mine] = (await browser.call(listMyHandOvers, {})).handOvers;
    await browser.call(answerHandOver, { params: { handOverId: mine!.id }, body: { accept: true } });
    await world.browsers.admin.call(deactivateMember, { params, body: {} });
    expect((await row(made)).provider?.name).toBe('Provider Tester');
  });

  test('no longer sees or accepts what was offered', async () => {
    const { params, person } = await leaver();
    const made = await addCase(world);
    await offerIt(made, { toMemberId: params.memberId });
    const browser = await world.as(person);
    const [mine] = (await browser.call(listMyHandOvers, {})).handOvers;
    await world.browsers.admin.call(deactivateMember, { params, body: {} });
    expect((await browser.call(listMyHandOvers, {})).handOvers).toEqual([]);
    const input = { params: { handOverId: mine!.id }, body: { accept: true } };
    expect(await browser.refusal(answerHandOver, input)).toBe('not_found');
  });
});
