import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import * as team from '#contract/team.ts';
import { readPeople } from './people-csv.ts';
import {
  anotherGroup,
  inside,
  invitationsIn,
  invitee,
  linksTo,
  memberRow,
  type PracticeWorld,
  practiceWorld,
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
const someAddress = () => `listed${++counter}@invited.example`;
const header = 'email,first name,last name,role,level,clinical role,specialty,registration number';

const importing = (csv: string, dryRun: boolean, browser = here.adminBrowser) =>
  browser.try(team.importPeople, { params: inside(here.north), body: { csv, dryRun } });
const dry = async (csv: string, browser = here.adminBrowser) => (await importing(csv, true, browser)).reply.rows;

describe('the file', () => {
  test.each([
    ['nothing but a header', header],
    ['no header', 'a@b.example,Ann,Lee,front desk'],
    ['no e-mail column', 'first name,last name\nAnn,Lee'],
    ['two e-mail columns', 'email,E-Mail,role\na@b.example,a@b.example,front desk'],
    ['an open quote', `${header}\n"a@b.example,Ann`],
    ['words', 'hello'],
    ['the name of something every object has', 'constructor,toString\n1,2'],
  ])('refused: %s', async (_what, csv) => {
    expect((await importing(csv, true)).problem.code).toBe('nothing_to_import');
  });

  test('refused: more than 500 people at once', async () => {
    const rows = Array.from({ length: 501 }, () => `${someAddress()},A,B,front desk`);
    expect((await importing(`${header}\n${rows.join('\n')}`, true)).problem.code).toBe('nothing_to_import');
  });

  test.each([
    ['commas', 'E-mail,First name,Last name,Role\nx@y.example,Ann,Lee,Front desk'],
    [
      'semicolons and a byte order mark, as German Excel writes',
      '\uFEFFE-Mail;Vorname;Nachname;Rolle\r\nx@y.example;Ann;Lee;ZFA/Empfang\r\n;;;\r\n',
    ],
    ['tabs', 'email\tfirst_name\tlast_name\trole\nx@y.example\tAnn\tLee\tDA/Front Desk'],
    ['French', 'Adresse e-mail;Prénom;Nom;Rôle\nx@y.example;Ann;Lee;Assistant dentaire/Accueil'],
    [
      'quotes and further columns',
      'Salary,email,"First name","Last name",Role\n9,x@y.example,"Ann","Lee"," front_desk "',
    ],
    ['rows that end early', 'email,first name,last name,role,level,specialty\nx@y.example,Ann,Lee,front desk'],
  ])('read: %s', (_what, csv) => {
    expect(readPeople(csv)).toMatchObject([
      { line: 2, fields: { email: 'x@y.example', firstName: 'Ann', lastName: 'Lee', role: 'front_desk' } },
    ]);
  });

  test('words for roles, levels and clinical roles in three languages', () => {
    const one = (role: string, level: string, clinical: string) =>
      readPeople(`email;role;level;clinical role\na@b.example;${role};${level};${clinical}`)![0]!.fields;
    expect(one('Owner/Manager', 'Admin', 'Oral Health Therapist')).toMatchObject({
      role: 'owner_manager',
      level: 'admin',
      clinicalRole: 'oral_health_therapist',
    });
    expect(one('Inhaber/Leitung', 'Benutzer', 'Zahnarzt')).toMatchObject({
      role: 'owner_manager',
      level: 'user',
      clinicalRole: 'dentist',
    });
    expect(one('Praticien', 'Utilisateur', 'Hygiéniste')).toMatchObject({
      role: 'practitioner',
      level: 'user',
      clinicalRole: 'hygienist',
    });
  });
});

test('refused to whoever may not invite', async () => {
  const user = await here.person();
  await here.member(here.north, user, 'owner_manager', 'user');
  const csv = `${header}\n${someAddress()},A,B,front desk`;
  expect((await importing(csv, true, await here.as(user))).problem.code).toBe('not_allowed');
  expect((await importing(csv, false, (await anotherGroup(here)).adminBrowser)).problem.code).toBe('not_found');
});

test('an error per row, with its line and column', async () => {
  const [twice, open] = [someAddress(), someAddress()];
  await here.adminBrowser.call(team.invite, { params: inside(here.north), body: invitee(open) });
  const member = await here.person();
  await here.member(here.north, member, 'front_desk');
  const gone = await here.person();
  const goneId = await here.member(here.north, gone, 'front_desk');
  await here.adminBrowser.call(team.deactivateMember, {
    params: { ...inside(here.north), memberId: goneId },
    body: {},
  });
  const rows = await dry(
    [
      header,
      `${someAddress()},Ann,Lee,front desk`,
      'not an address,Ann,Lee,front desk',
      `${someAddress()},,Lee,front desk`,
      `${someAddress()},Ann,Lee,wizard`,
      `${someAddress()},Ann,Lee,practitioner`,
      `${someAddress()},Ann,Lee,front desk,,dentist`,
      `${someAddress()},Ann,Lee,front desk,boss`,
      '',
      `${twice},Ann,Lee,front desk`,
      `${twice.toUpperCase()},Ann,Lee,front desk`,
      `${open},Ann,Lee,front desk`,
      `${member.email},Ann,Lee,front desk`,
      `${gone.email},Ann,Lee,front desk`,
      `${someAddress()},Ann,Lee,group manager`,
      `${someAddress()},Ann,Lee,front desk,user,,,1,too much`,
    ].join('\n'),
  );
  expect(
    rows.map(({ line, outcome, reason, column }) => [line, outcome === 'refused' ? reason : outcome, column]),
  ).toEqual([
    [2, 'invite', null],
    [3, 'invalid', 'email'],
    [4, 'invalid', 'first name'],
    [5, 'invalid', 'role'],
    [6, 'clinical_role_missing', 'clinical role'],
    [7, 'clinical_role_not_of_role', 'clinical role'],
    [8, 'invalid', 'level'],
    [10, 'invite', null],
    [11, 'twice_in_file', 'email'],
    [12, 'invitation_open', 'email'],
    [13, 'already_member', 'email'],
    [14, 'member_deactivated', 'email'],
    [15, 'role_not_of_organisation', 'role'],
    [16, 'too_many_cells', null],
  ]);
});

test('a dry run changes nothing: no invitation, member, letter, event or entry about anybody', async () => {
  const known = await here.person();
  await here.member(here.south, known, 'front_desk');
  const fresh = someAddress();
  const csv = `${header}\n${fresh},Ann,Lee,front desk\n${known.email},Ann,Lee,front desk`;
  const counts = async () =>
    (
      await here.sql(
        `select (select count(*) from invitations) as i, (select count(*) from members) as m, (select count(*) from letters) as l,
           (select count(*) from events) as e, (select count(*) from invitation_links) as k, (select count(*) from practitioners) as p`,
      )
    )[0];
  const before = await counts();
  const rows = await dry(csv, here.managerBrowser);
  expect(rows.map(({ outcome }) => outcome)).toEqual(['invite', 'add']);
  expect(await counts()).toEqual(before);
  expect(
    await here.sql(`select from audit_entries where action in ('invite', 'addMember') and organisation_id = $1`, [
      here.north.id,
    ]),
  ).toEqual([]);
});

test('applied: everybody or nobody', async () => {
  const [first, second] = [someAddress(), someAddress()];
  const refused = await importing(`${header}\n${first},Ann,Lee,front desk\n${second},Bea,Lee,wizard`, false);
  expect(refused.problem.code).toBe('import_has_errors');
  expect(await invitationsIn(here.adminBrowser, here.north)).toEqual([]);
  expect(await here.letters(first)).toEqual([]);

  const known = await here.person({ firstName: 'Kay', lastName: 'Known' });
  await here.member(here.south, known, 'owner_manager');
  const csv = `\uFEFFE-Mail;Vorname;Nachname;Rolle\r\n${first};Änne;Lee;Empfang\r\n${second};Bea;Lee;Inhaber/Leitung\r\n${known.email};x;y;Inhaber/Leitung\r\n`;
  const done = await importing(csv, false, here.managerBrowser);
  expect(done.reply).toMatchObject({ applied: true });
  expect(done.reply.rows.map(({ outcome, name }) => [outcome, name])).toEqual([
    ['invite', 'Änne Lee'],
    ['invite', 'Bea Lee'],
    ['add', 'Kay Known'],
  ]);
  const invitations = await invitationsIn(here.adminBrowser, here.north);
  expect(invitations.map(({ email, level }) => [email, level]).sort()).toEqual([
    [first, 'user'],
    [second, 'admin'],
  ]);
  expect(await linksTo(here, first)).toHaveLength(1);
  // Somebody who is added gets level User unless the file says otherwise.
  expect(await memberRow(here, here.north, known)).toMatchObject({ role: 'owner_manager', level: 'user' });
  expect((await here.letters(known.email)).map(({ template }) => template)).toEqual(['team.addedToPractice']);
  const entries = await here.sql<{ action: string }>(
    `select action from audit_entries where organisation_id = $1 and action in ('invite', 'addMember', 'importPeople') order by action`,
    [here.north.id],
  );
  expect(entries.filter(({ action }) => action !== 'importPeople').map(({ action }) => action)).toEqual([
    'addMember',
    'invite',
    'invite',
  ]);
});

test('two people import the same list at the same moment: one succeeds, the other is told', async () => {
  const addresses = Array.from({ length: 10 }, someAddress);
  const csv = (list: string[]) => `${header}\n${list.map((email) => `${email},A,B,front desk`).join('\n')}`;
  const answers = await Promise.all([
    importing(csv(addresses), false),
    importing(csv([...addresses].reverse()), false, here.managerBrowser),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  expect(await invitationsIn(here.adminBrowser, here.north)).toHaveLength(10);
});
