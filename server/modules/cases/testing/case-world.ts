import type { Category, OrderKind } from '#contract/order-life.ts';
import { newId } from '#platform/ids.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { makeWorld, type Organisation, type Person, type World, type WorldOptions } from '#testing/world.ts';

export type CaseWorld = World & {
  theGroup: Organisation;
  north: Organisation;
  south: Organisation;
  lab: Organisation;
  otherLab: Organisation;
  /** Who is who: provider and second provider at North, Admin of North, of both, of South, front desk, group manager, laboratories’ people. */
  people: Record<Who, Person>;
  browsers: Record<Who, TestBrowser>;
  /** Membership at North, by person. */
  members: Record<'provider' | 'second' | 'admin' | 'desk' | 'both', string>;
  practitioners: Record<'provider' | 'second', string>;
};

const who = [
  'provider',
  'second',
  'admin',
  'desk',
  'both',
  'southAdmin',
  'manager',
  'labManager',
  'technician',
  'otherLabManager',
  'outsider',
] as const;
export type Who = (typeof who)[number];

/** A group with two practices, two laboratories, and somebody in every standing; another group's Admin besides. */
export async function makeCaseWorld(postgresUrl: string, options: WorldOptions = {}): Promise<CaseWorld> {
  const world = await makeWorld(postgresUrl, options);
  const theGroup = await world.group('Group');
  const north = await world.practice(theGroup, 'North');
  const south = await world.practice(theGroup, 'South');
  const lab = await world.organisation('laboratory', 'Clear Lab');
  const otherLab = await world.organisation('laboratory', 'Other Lab');
  const people = {} as Record<Who, Person>;
  for (const name of who) {
    people[name] = await world.person({ firstName: `${name[0]!.toUpperCase()}${name.slice(1)}`, lastName: 'Tester' });
  }
  const members = {
    provider: await world.member(north, people.provider, 'practitioner', 'user', 'dentist'),
    second: await world.member(north, people.second, 'practitioner', 'user', 'dentist'),
    admin: await world.member(north, people.admin, 'owner_manager'),
    desk: await world.member(north, people.desk, 'front_desk'),
    both: await world.member(north, people.both, 'owner_manager'),
  };
  await world.member(south, people.both, 'owner_manager');
  await world.member(south, people.southAdmin, 'owner_manager');
  await world.member(theGroup, people.manager, 'group_manager');
  await world.member(lab, people.labManager, 'laboratory_manager');
  await world.member(lab, people.technician, 'technician');
  await world.member(otherLab, people.otherLabManager, 'laboratory_manager');
  await world.member(await world.practice(await world.group()), people.outsider, 'owner_manager');
  const browsers = {} as Record<Who, TestBrowser>;
  for (const name of who) browsers[name] = await world.as(people[name]);
  const practitionerOf = async (person: Person) =>
    (await world.sql<{ id: string }>('select id from practitioners where account_id = $1', [person.id]))[0]!.id;
  const practitioners = {
    provider: await practitionerOf(people.provider),
    second: await practitionerOf(people.second),
  };
  return { ...world, theGroup, north, south, lab, otherLab, people, browsers, members, practitioners };
}

export type MadeCase = { caseId: string; orderId: string; patientId: string; number: number };

/** A case of its own patient at North, past every wall; sent to the laboratory unless it is a draft. */
export async function addCase(
  world: CaseWorld,
  given: {
    category?: Category;
    kind?: OrderKind;
    laboratory?: Organisation;
    provider?: string | null;
    practice?: Organisation;
    lastName?: string;
  } = {},
): Promise<MadeCase> {
  const { category = 'submitted', practice = world.north, laboratory = world.lab } = given;
  const provider = given.provider === undefined ? world.practitioners.provider : given.provider;
  const [caseId, patientId] = [newId(), newId()];
  await world.sql(
    `insert into patients (id, group_id, first_name, last_name, first_key, last_key, birth_date, sex, created_by, created_at)
     values ($1, $2, 'Mia', $3, 'mia', name_key($3), '2010-03-04', 'female', $4, now())`,
    [patientId, practice.groupId, given.lastName ?? 'Muster', world.people.desk.id],
  );
  const [row] = await world.sql<{ number: number }>(
    `insert into cases (id, group_id, practice_id, patient_id, practitioner_id, created_by, created_at, last_activity_at)
     values ($1, $2, $3, $4, $5, $6, now(), now()) returning number`,
    [caseId, practice.groupId, practice.id, patientId, provider, world.people.desk.id],
  );
  const orderId = await addOrder(world, caseId, { category, kind: given.kind ?? 'aligner', laboratory });
  return { caseId, orderId, patientId, number: row!.number };
}

/** A further order of a case. */
export async function addOrder(
  world: CaseWorld,
  caseId: string,
  given: { category?: Category; kind?: OrderKind; laboratory?: Organisation },
): Promise<string> {
  const { category = 'submitted', kind = 'aligner', laboratory = world.lab } = given;
  const orderId = newId();
  const sent = category !== 'draft';
  await world.sql(
    `insert into orders (id, case_id, kind, category, turn_since, laboratory_id, author_id, created_at, prescription, saved_at, submitted_at, sent_at)
     values ($1, $2, $3, $4, $5, $6, $7, $5, '{}', $5, case when $8 then $5::timestamptz end, case when $8 then $5::timestamptz end)`,
    [orderId, caseId, kind, category, world.clock.now(), laboratory.id, world.people.desk.id, sent],
  );
  await world.sql('select refresh_case($1)', [caseId]);
  return orderId;
}

export const of = (made: { caseId: string }) => ({ params: { caseId: made.caseId } });
