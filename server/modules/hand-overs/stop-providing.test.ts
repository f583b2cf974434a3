import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { viewCase, viewHistory } from '#contract/cases.ts';
import { answerHandOvers, listMyHandOvers } from '#contract/hand-overs.ts';
import { addMember, changeMember, previewLeaving } from '#contract/team.ts';
import { addCase, type CaseWorld, type MadeCase, makeCaseWorld, of } from '../cases/testing/case-world.ts';

let world: CaseWorld;
beforeAll(async () => {
  world = await makeCaseWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

const frontDesk = { role: 'front_desk', level: 'user' } as const;
const hygienist = { role: 'practitioner', level: 'user', clinicalRole: 'hygienist' } as const;
const dentist = { role: 'practitioner', level: 'user', clinicalRole: 'dentist', registrationNumber: '123456' } as const;
const row = async (made: MadeCase) => (await world.browsers.admin.call(viewCase, of(made))).row;

/** A dentist with an open and a closed case, who may also submit for a colleague. */
async function dentistWithCases() {
  const person = await world.person({ firstName: 'Rolf', lastName: 'Rolechanger' });
  const memberId = await world.member(world.north, person, 'practitioner', 'user', 'dentist');
  const [practitioner] = await world.sql<{ id: string }>('select id from practitioners where account_id = $1', [
    person.id,
  ]);
  const open = await addCase(world, { provider: practitioner!.id, category: 'setup_awaiting_approval' });
  const closed = await addCase(world, { provider: practitioner!.id, category: 'completed' });
  await world.sql(
    'insert into submitters (practice_id, practitioner_id, account_id, given_at) values ($1, $2, $3, now()), ($1, $4, $5, now())',
    [world.north.id, practitioner!.id, world.people.desk.id, world.practitioners.provider, person.id],
  );
  const submits = async () =>
    (await world.sql('select 1 from submitters where account_id = $1', [person.id])).length === 1 &&
    (await world.sql('select 1 from submitters where practitioner_id = $1', [practitioner!.id])).length === 0;
  return { open, closed, submits, params: { organisationId: world.north.id, memberId } };
}

test('somebody whose role owns no cases any more leaves them under Needs a provider, and takes them up again with the role', async () => {
  for (const role of [frontDesk, hygienist]) {
    const { open, closed, submits, params } = await dentistWithCases();
    const { cases } = await world.browsers.admin.call(previewLeaving, { params });
    expect(cases).toMatchObject({ open: 1, closed: 1, providerRoles: ['dentist'] });
    await world.browsers.admin.call(changeMember, { params, body: role });
    expect(await row(open)).toMatchObject({ needsProvider: true, provider: null });
    expect((await row(closed)).provider).toBeNull();
    const { entries } = await world.browsers.admin.call(viewHistory, of(open));
    expect(entries.map(({ event }) => event)).toEqual(['park_case']);
    expect(await submits()).toBe(true);
    await world.browsers.admin.call(changeMember, { params, body: dentist });
    expect((await row(open)).provider?.name).toBe('Rolf Rolechanger');
  }
});

test('they are offered to whom the Admin names, and to nobody who can’t own them', async () => {
  const { open, closed, params } = await dentistWithCases();
  const refused = { params, body: { ...frontDesk, casesTo: world.members.desk } };
  expect(await world.browsers.admin.refusal(changeMember, refused)).toBe('not_a_provider');
  expect((await row(open)).provider?.name).toBe('Rolf Rolechanger');
  await world.browsers.admin.call(changeMember, { params, body: { ...frontDesk, casesTo: world.members.second } });
  const { handOvers } = await world.browsers.second.call(listMyHandOvers, {});
  expect(handOvers.map(({ caseId }) => caseId).sort()).toEqual([open.caseId, closed.caseId].sort());
  const handOverIds = handOvers.map(({ id }) => id);
  await world.browsers.second.call(answerHandOvers, { body: { handOverIds, accept: true } });
  expect((await row(open)).provider?.name).toBe('Second Tester');
});

test('a change that leaves the clinical role leaves the cases', async () => {
  const { open, params } = await dentistWithCases();
  await world.browsers.admin.call(changeMember, { params, body: { ...dentist, level: 'admin' } });
  expect((await row(open)).provider?.name).toBe('Rolf Rolechanger');
});

describe('cases at other practices of the group', () => {
  /** A dentist of both practices with a case at each. */
  async function ofBoth() {
    const person = await world.person({ firstName: 'Bea', lastName: 'Both' });
    const memberId = await world.member(world.north, person, 'practitioner', 'user', 'dentist');
    await world.browsers.both.call(addMember, {
      params: { organisationId: world.south.id },
      body: { ...dentist, email: person.email },
    });
    const [record] = await world.sql<{ id: string }>('select id from practitioners where account_id = $1', [person.id]);
    const here = await addCase(world, { provider: record!.id });
    const there = await addCase(world, { provider: record!.id, practice: world.south });
    return { person, here, there, record: record!.id, params: { organisationId: world.north.id, memberId } };
  }
  const providerOf = async (made: MadeCase) => {
    const [found] = await world.sql<{ practitioner_id: string | null; may: boolean }>(
      'select practitioner_id, may_provide(practice_id, practitioner_id) as may from cases where id = $1',
      [made.caseId],
    );
    return found!.practitioner_id === null ? 'parked' : found!.may ? 'able' : 'stuck';
  };

  test('keep an Admin who doesn’t administer those from taking the clinical role; nothing changes', async () => {
    const { here, there, params } = await ofBoth();
    const { cases } = await world.browsers.admin.call(previewLeaving, { params });
    expect(cases.elsewhere).toEqual({ administered: 0, outOfReach: true });
    expect(await world.browsers.admin.refusal(changeMember, { params, body: hygienist })).toBe('provides_elsewhere');
    expect([await providerOf(here), await providerOf(there)]).toEqual(['able', 'able']);
    // Without a clinical role here, the person stays the dentist they are there.
    await world.browsers.admin.call(changeMember, { params, body: frontDesk });
    expect([await providerOf(here), await providerOf(there)]).toEqual(['parked', 'able']);
  });

  test('are parked too by who administers both, and come back with the role', async () => {
    for (const name of ['both', 'manager'] as const) {
      const { here, there, params } = await ofBoth();
      const { cases } = await world.browsers[name].call(previewLeaving, { params });
      expect(cases.elsewhere).toEqual({ administered: 1, outOfReach: false });
      await world.browsers[name].call(changeMember, { params, body: { ...hygienist, casesTo: world.members.second } });
      expect([await providerOf(here), await providerOf(there)]).toEqual(['parked', 'parked']);
      const offered = await world.sql('select 1 from hand_overs where case_id = $1', [there.caseId]);
      expect(offered).toEqual([]);
      await world.browsers[name].call(changeMember, { params, body: dentist });
      expect([await providerOf(here), await providerOf(there)]).toEqual(['able', 'able']);
    }
  });

  test('once handed over, keep nobody', async () => {
    const { there, params } = await ofBoth();
    await world.sql('update cases set practitioner_id = null where id = $1', [there.caseId]);
    await world.browsers.admin.call(changeMember, { params, body: hygienist });
  });

  test('stay with a dentist who joins a further practice as something else', async () => {
    const person = await world.person();
    await world.member(world.north, person, 'practitioner', 'user', 'dentist');
    const [record] = await world.sql<{ id: string }>('select id from practitioners where account_id = $1', [person.id]);
    const made = await addCase(world, { provider: record!.id });
    await world.browsers.both.call(addMember, {
      params: { organisationId: world.south.id },
      body: { ...hygienist, email: person.email },
    });
    expect(await providerOf(made)).toBe('able');
  });
});
