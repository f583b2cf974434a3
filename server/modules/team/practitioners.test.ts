import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { ClinicalRole } from '#contract/permissions.ts';
import * as team from '#contract/team.ts';
import { nameKey } from './rules.ts';
import {
  anotherGroup,
  dentist,
  inside,
  invitee,
  memberRow,
  newestLink,
  type PracticeWorld,
  practiceWorld,
  signUp,
} from './testing/practice-world.ts';

let shared: PracticeWorld;
let here: PracticeWorld;

beforeAll(async () => {
  shared = await practiceWorld(inject('postgresUrl'));
});
beforeEach(async () => {
  here = await anotherGroup(shared);
});
afterAll(() => shared?.stop());

let counter = 0;
const someAddress = () => `record${++counter}@invited.example`;

/** A record without an account, as an import leaves it. */
async function record(
  firstName: string,
  lastName: string,
  more: { number?: string; group?: string; role?: ClinicalRole } = {},
) {
  const id = crypto.randomUUID();
  await here.sql(
    `insert into practitioners (id, group_id, first_name, last_name, name_key, clinical_role, registration_number, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, now())`,
    [
      id,
      more.group ?? here.theGroup.id,
      firstName,
      lastName,
      nameKey(firstName, lastName),
      more.role ?? 'dentist',
      more.number ?? '',
    ],
  );
  return id;
}

const likely = async (firstName: string, lastName: string, registrationNumber = '') =>
  (
    await here.adminBrowser.call(team.findPractitioners, {
      params: inside(here.north),
      query: { firstName, lastName, registrationNumber },
    })
  ).practitioners;

async function join(email: string, practitionerId: string | null) {
  const { id } = await here.adminBrowser.call(team.invite, {
    params: inside(here.north),
    body: dentist(email, { practitionerId }),
  });
  const token = await newestLink(here, email);
  return { id, accept: () => here.stranger().try(team.signUpByInvitation, { body: signUp(token) }) };
}

describe('refused', () => {
  test('a record of another group, and one that somebody has', async () => {
    const elsewhere = await anotherGroup(here);
    const foreign = await record('Ann', 'Other', { group: elsewhere.theGroup.id });
    const taken = await here.person();
    await here.member(here.south, taken, 'practitioner', 'user', 'dentist');
    const { practitioner_id: takenId } = (await memberRow(here, here.south, taken))!;
    const params = inside(here.north);
    for (const [practitionerId, code] of [
      [foreign, 'practitioner_not_in_group'],
      [takenId, 'practitioner_taken'],
    ] as const) {
      expect(
        await here.adminBrowser.refusal(team.invite, { params, body: dentist(someAddress(), { practitionerId }) }),
      ).toBe(code);
      const { id, email } = await here.adminBrowser.call(team.invite, { params, body: dentist(someAddress()) });
      const edit = { params: { ...params, invitationId: id }, body: dentist(email, { practitionerId }) };
      expect(await here.adminBrowser.refusal(team.editInvitation, edit)).toBe(code);
    }
    expect((await likely('Ann', 'Other')).map(({ id }) => id)).not.toContain(foreign);
  });

  test('to look for records without the right to invite', async () => {
    const user = await here.person();
    await here.member(here.north, user, 'practitioner', 'user', 'dentist');
    const query = { firstName: 'A', lastName: 'B', registrationNumber: '' };
    expect(await (await here.as(user)).refusal(team.findPractitioners, { params: inside(here.north), query })).toBe(
      'not_allowed',
    );
  });
});

test('an existing record that matches is offered first, similar names included, and records that somebody has are not', async () => {
  const exact = await record('Renée', 'Müller');
  const similar = await record('Rene', 'Mueller');
  await record('Peter', 'Wolff');
  const byNumber = await record('Quite', 'Different', { number: '799 2739 8713' });
  const taken = await here.person({ firstName: 'Renée', lastName: 'Müller' });
  await here.member(here.south, taken, 'practitioner', 'user', 'dentist');
  const found = await likely('Renee', 'Muller', '79927398713');
  expect(
    found
      .map(({ id }) => id)
      .slice(0, 2)
      .sort(),
  ).toEqual([exact, byNumber].sort());
  expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining([similar]));
  expect(found).toHaveLength(3);
  expect(found[0]!.likeness).toBe(1);
});

test('the chosen record is taken instead of making a duplicate', async () => {
  const id = await record('Nel', 'New', { role: 'other' });
  const email = someAddress();
  const { accept } = await join(email, id);
  expect((await accept()).status).toBe(200);
  expect((await memberRow(here, here.north, { email }))!.practitioner_id).toBe(id);
  expect(await here.sql('select clinical_role from practitioners where group_id = $1', [here.theGroup.id])).toEqual([
    { clinical_role: 'dentist' },
  ]);
});

test('a new record is made only if none was chosen', async () => {
  await record('Nel', 'New');
  const { accept } = await join(someAddress(), null);
  await accept();
  expect(await here.sql('select from practitioners where group_id = $1', [here.theGroup.id])).toHaveLength(2);
});

test('two invitations claim the same record: the first to accept keeps it, the second gets one of their own, also at the same moment', async () => {
  for (const together of [false, true]) {
    here = await anotherGroup(here);
    const id = await record('Nel', 'New');
    const addresses = [someAddress(), someAddress()];
    const joining = [await join(addresses[0]!, id), await join(addresses[1]!, id)];
    const answers = [];
    if (together) answers.push(...(await Promise.all(joining.map(({ accept }) => accept()))));
    else for (const { accept } of joining) answers.push(await accept());
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const rows = await here.sql<{ practitioner_id: string; account_id: string; owner: string }>(
      `select m.practitioner_id, m.account_id, p.account_id as owner from members m join practitioners p on p.id = m.practitioner_id
       where m.organisation_id = $1 and m.email_key = any($2)`,
      [here.north.id, addresses],
    );
    expect(new Set(rows.map((row) => row.practitioner_id)).size).toBe(2);
    expect(rows.filter((row) => row.practitioner_id === id)).toHaveLength(1);
    for (const row of rows) expect(row.owner).toBe(row.account_id);
  }
});

test('an owner who also treats has a record and the clinical role; one who doesn’t has none', async () => {
  const params = inside(here.north);
  for (const clinicalRole of ['dentist', null] as const) {
    const email = someAddress();
    await here.adminBrowser.call(team.invite, {
      params,
      body: { ...invitee(email), role: 'owner_manager', clinicalRole },
    });
    await here.stranger().call(team.signUpByInvitation, { body: signUp(await newestLink(here, email)) });
    const { members } = await here.adminBrowser.call(team.listMembers, { params });
    expect(members.find((one) => one.email === email)).toMatchObject({
      role: 'owner_manager',
      level: 'admin',
      clinicalRole,
    });
    expect((await memberRow(here, here.north, { email }))!.practitioner_id !== null).toBe(clinicalRole !== null);
  }
});
