import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createPatient, editPatient, findPatients, type Patient, viewPatient } from '#contract/patients.ts';
import { newId } from '#platform/ids.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { makeWorld, type Organisation, type Person, type World } from '#testing/world.ts';
import { likelyTheSame, nearDates } from './likeness.ts';

let world: World;
let north: Organisation;
let south: Organisation;
let elsewhere: Organisation;
let people: Person[];
let admin: TestBrowser;
let desk: TestBrowser;
let dentist: TestBrowser;
let southAdmin: TestBrowser;
let manager: TestBrowser;
let stranger: TestBrowser;

const at = (practice: Organisation) => ({ practiceId: practice.id });
const lea = { firstName: 'Léa', lastName: 'Müller-Groß', birthDate: '2010-03-04', sex: 'female' as const };

beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'));
  const group = await world.group();
  north = await world.practice(group, 'North');
  south = await world.practice(group, 'South');
  const other = await world.group();
  elsewhere = await world.practice(other, 'Elsewhere');
  people = await Promise.all(Array.from({ length: 6 }, () => world.person()));
  await world.member(north, people[0]!, 'owner_manager');
  await world.member(north, people[1]!, 'front_desk');
  await world.member(north, people[2]!, 'practitioner', 'user', 'dentist');
  await world.member(south, people[3]!, 'owner_manager');
  await world.member(group, people[4]!, 'group_manager');
  await world.member(elsewhere, people[5]!, 'owner_manager');
  [admin, desk, dentist, southAdmin, manager, stranger] = (await Promise.all(people.map((each) => world.as(each)))) as [
    TestBrowser,
    TestBrowser,
    TestBrowser,
    TestBrowser,
    TestBrowser,
    TestBrowser,
  ];
});
afterAll(() => world?.stop());

async function make(by: TestBrowser, practice: Organisation, more: Partial<typeof lea> = {}): Promise<Patient> {
  const reply = await by.call(createPatient, { params: at(practice), body: { ...lea, ...more, somebodyNew: true } });
  if (reply.outcome !== 'created') throw new Error('a patient said to be new was not made');
  return reply.patient;
}

/** A case of the patient, past every wall. */
async function caseOf(patientId: string, practice: Organisation, by: Person, submitted = false): Promise<string> {
  const [caseId, orderId] = [newId(), newId()];
  await world.sql(
    `insert into cases (id, group_id, practice_id, patient_id, created_by, created_at, last_activity_at) values ($1, $2, $3, $4, $5, now(), now())`,
    [caseId, practice.groupId, practice.id, patientId, by.id],
  );
  await world.sql(
    `insert into orders (id, case_id, kind, category, turn_since, author_id, created_at, prescription, saved_at, submitted_at)
     values ($1, $2, 'aligner', $3, now(), $4, now(), '{}', now(), case when $5 then now() end)`,
    [orderId, caseId, submitted ? 'submitted' : 'draft', by.id, submitted],
  );
  await world.sql('update patients set waiting_in = null where id = $1', [patientId]);
  await world.sql('select refresh_case($1)', [caseId]);
  return caseId;
}

describe('a patient', () => {
  test('is seen by nobody of another practice, another group, or who only manages', async () => {
    const patient = await make(desk, north);
    const look = { ...at(north), patientId: patient.id };
    for (const browser of [southAdmin, manager, stranger]) {
      const code = browser === manager ? 'not_allowed' : 'not_found';
      expect(await browser.refusal(viewPatient, { params: look })).toBe(code);
      expect(await browser.refusal(findPatients, { params: at(north) })).toBe(code);
    }
    // Named at one's own practice it still isn't there.
    expect(await southAdmin.refusal(viewPatient, { params: { ...look, ...at(south) } })).toBe('not_found');
    expect(await stranger.refusal(viewPatient, { params: { ...look, ...at(elsewhere) } })).toBe('not_found');
    const found = await southAdmin.call(findPatients, { params: at(south), query: { search: 'Léa' } });
    expect(found.patients).toEqual([]);
  });

  test('becomes visible in a practice with the first case there', async () => {
    const patient = await make(desk, north, { lastName: 'Visible' });
    await caseOf(patient.id, south, people[3]!);
    const seen = await southAdmin.call(viewPatient, { params: { ...at(south), patientId: patient.id } });
    expect(seen.patient).toMatchObject({ id: patient.id, cases: 1 });
    expect(seen.cases).toMatchObject([{ practice: 'South', status: 'action_needed', category: 'draft' }]);
    expect(await desk.refusal(viewPatient, { params: { ...at(north), patientId: patient.id } })).toBe('not_found');
  });

  test('can’t be born in the future, nor have a name of nothing', async () => {
    const body = { ...lea, birthDate: '2999-01-01', somebodyNew: true };
    expect(await desk.refusal(createPatient, { params: at(north), body })).toBe('birth_date_in_future');
    expect(await desk.refusal(createPatient, { params: at(north), body: { ...lea, firstName: ' ' } })).toBe('invalid');
    expect(await desk.refusal(createPatient, { params: at(north), body: { ...lea, birthDate: '2010-02-30' } })).toBe(
      'invalid',
    );
  });
});

describe('finding', () => {
  test.each([
    ['lea', 1],
    ['LÉA', 1],
    ['muller', 1],
    ['Müller-Gross', 1],
    ['lea mul', 1],
    ['muller le', 1],
    ['lea gro', 1],
    ['ler', 0],
    ['lea x', 0],
    ['%', 0],
    ['_ea', 0],
  ])('%s finds %i', async (search, count) => {
    const practice = await world.practice(await world.group());
    const person = await world.person();
    await world.member(practice, person, 'front_desk');
    const browser = await world.as(person);
    const waiting = await make(browser, practice);
    const asked = { params: at(practice), query: { search } };
    expect((await browser.call(findPatients, asked)).patients).toHaveLength(count);
    await caseOf(waiting.id, practice, person);
    await caseOf(waiting.id, practice, person);
    expect((await browser.call(findPatients, asked)).patients).toHaveLength(count);
  });

  test('gives the first by name, and no more than asked for', async () => {
    const practice = await world.practice(await world.group());
    const person = await world.person();
    await world.member(practice, person, 'front_desk');
    const browser = await world.as(person);
    for (const lastName of ['Zebra', 'Adler', 'Maus']) await make(browser, practice, { lastName });
    const { patients } = await browser.call(findPatients, { params: at(practice), query: { limit: 2 } });
    expect(patients.map(({ lastName }) => lastName)).toEqual(['Adler', 'Maus']);
  });
});

describe('a likely duplicate', () => {
  const known = { key: 'lea muller', birthDate: '2010-03-04' };
  test.each([
    ['the same', 'lea muller', '2010-03-04', true],
    ['first and last name swapped', 'muller lea', '2010-03-04', true],
    ['a slip in the name', 'lea mueller', '2010-03-04', true],
    ['another last name since a wedding', 'lea schmidt', '2010-03-04', true],
    ['a twin', 'tom muller', '2010-03-04', true],
    ['day and month swapped', 'lea muller', '2010-04-03', true],
    ['one digit wrong', 'lea muller', '2010-03-14', true],
    ['two digits swapped', 'lea muller', '2001-03-04', true],
    ['the same name, born in another year', 'lea muller', '1984-11-23', false],
    ['somebody born on the same day', 'jonas weber', '2010-03-04', false],
    ['another name and a near date', 'tom muller', '2010-04-03', false],
  ])('%s', (_, key, birthDate, likely) => {
    expect(likelyTheSame(known, { key, birthDate })).toBe(likely);
  });

  test('a date is near itself, and only one slip away from others', () => {
    expect(nearDates('2010-03-04', '2010-03-04')).toBe(true);
    expect(nearDates('2010-03-04', '2011-04-04')).toBe(false);
  });

  test('is pointed out to who sees the patient, and to nobody else', async () => {
    const [firstName, lastName, birthDate] = ['Ida', 'Doppel', '1999-09-09'];
    const first = await make(desk, north, { firstName, lastName, birthDate });
    const body = { ...lea, firstName, lastName, birthDate };
    expect(await dentist.call(createPatient, { params: at(north), body })).toMatchObject({
      outcome: 'likely_the_same',
      patients: [{ id: first.id }],
    });
    expect(await southAdmin.call(createPatient, { params: at(south), body })).toMatchObject({ outcome: 'created' });
    expect(await stranger.call(createPatient, { params: at(elsewhere), body })).toMatchObject({ outcome: 'created' });
    const count = await world.sql('select id from patients where last_name = $1', [lastName]);
    expect(count).toHaveLength(3);
    expect(
      await dentist.call(createPatient, { params: at(north), body: { ...body, somebodyNew: true } }),
    ).toMatchObject({
      outcome: 'created',
    });
  });
});

describe('a record that somebody made who couldn’t see the other one, as a collaborator does', () => {
  test('names the other to who sees both, and to nobody else', async () => {
    const same = { firstName: 'Nora', lastName: 'Zweifach', birthDate: '2001-02-03' };
    const [known, hidden] = [await make(desk, north, same), await make(southAdmin, south, same)];
    const made = await make(dentist, north, same);
    const seen = await desk.call(viewPatient, { params: { ...at(north), patientId: made.id } });
    expect(seen.likelyTheSame.map(({ id }) => id)).toEqual([known.id]);
    const alone = await southAdmin.call(viewPatient, { params: { ...at(south), patientId: hidden.id } });
    expect(alone.likelyTheSame).toEqual([]);
  });
});

describe('correcting a record', () => {
  const edit = (practice: Organisation, patient: Patient, more = {}) => ({
    params: { ...at(practice), patientId: patient.id },
    body: { ...lea, firstName: 'Lea', version: patient.version, ...more },
  });

  test('is not for colleagues of who made it, nor for another practice', async () => {
    const patient = await make(desk, north, { lastName: 'Fremd' });
    expect(await dentist.refusal(editPatient, edit(north, patient))).toBe('not_allowed');
    expect(await southAdmin.refusal(editPatient, edit(north, patient))).toBe('not_found');
    expect(await southAdmin.refusal(editPatient, edit(south, patient))).toBe('not_found');
    expect(patient.may).toEqual(['edit']);
  });

  test('ends for who made it with the first order submitted, wherever that was', async () => {
    const patient = await make(desk, north, { lastName: 'Ende' });
    await caseOf(patient.id, north, people[1]!);
    const changed = await desk.call(editPatient, edit(north, patient, { lastName: 'Ende' }));
    expect(changed).toMatchObject({ firstName: 'Lea', version: 2 });
    await caseOf(patient.id, south, people[3]!, true);
    expect(await desk.refusal(editPatient, edit(north, changed, { lastName: 'Neu' }))).toBe('not_allowed');
    expect((await desk.call(viewPatient, { params: { ...at(north), patientId: patient.id } })).patient.may).toEqual([]);
    expect(await admin.call(editPatient, edit(north, changed, { lastName: 'Neu' }))).toMatchObject({ version: 3 });
  });

  test('refuses what was read before somebody else’s change, and a birth date to come', async () => {
    const patient = await make(desk, north, { lastName: 'Zugleich' });
    const both = await Promise.all([
      admin.try(editPatient, edit(north, patient, { lastName: 'Eins' })),
      admin.try(editPatient, edit(north, patient, { lastName: 'Zwei' })),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await admin.refusal(editPatient, edit(north, { ...patient, version: 2 }, { birthDate: '2999-01-01' }))).toBe(
      'birth_date_in_future',
    );
  });

  test('keeps the former values with who and when, and every practice’s list says the new name', async () => {
    const patient = await make(desk, north, { lastName: 'Vorher' });
    await caseOf(patient.id, north, people[1]!);
    await caseOf(patient.id, south, people[3]!);
    await admin.call(editPatient, edit(north, patient, { lastName: 'Nachher', birthDate: '2010-03-05' }));
    const { former } = await desk.call(viewPatient, { params: { ...at(north), patientId: patient.id } });
    expect(former).toMatchObject([
      {
        firstName: 'Léa',
        lastName: 'Vorher',
        birthDate: '2010-03-04',
        by: `${people[0]!.firstName} ${people[0]!.lastName}`,
      },
    ]);
    const rows = await world.sql('select last_name from case_rows where patient_id = $1', [patient.id]);
    expect(rows).toEqual([{ last_name: 'Nachher' }, { last_name: 'Nachher' }]);
  });

  test('leaves no name readable in the audit log once the patient’s key is destroyed', async () => {
    const patient = await make(desk, north, { lastName: 'Geheimnis' });
    await admin.call(editPatient, edit(north, patient, { lastName: 'Anders' }));
    const entries = await world.sql<{ facts: unknown }>('select facts from audit_entries where subject_id = $1', [
      patient.id,
    ]);
    expect(entries.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(entries)).not.toMatch(/Geheimnis|Anders|2010/);
    const values = await world.sql('select 1 from audit_values where subject_id = $1', [patient.id]);
    expect(values).toHaveLength(2);
  });
});
