import { viewMe } from '#contract/identity.ts';
import * as team from '#contract/team.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { makeWorld, type Organisation, type Person, type World, type WorldOptions } from '#testing/world.ts';

/** A group with two practices, their Admins and a manager: what most tests of the team begin with. */
export type PracticeWorld = World & {
  theGroup: Organisation;
  north: Organisation;
  south: Organisation;
  /** Admin of North alone. */
  admin: Person;
  manager: Person;
  adminBrowser: TestBrowser;
  managerBrowser: TestBrowser;
};

let count = 0;

/** Another group in the same database, so that a test disturbs no other. */
export async function anotherGroup(world: World): Promise<PracticeWorld> {
  count += 1;
  const group = await world.group(`Group ${count}`);
  const north = await world.practice(group, `North ${count}`);
  const south = await world.practice(group, `South ${count}`);
  const admin = await world.person({ firstName: 'Ada', lastName: 'Admin' });
  const manager = await world.person({ firstName: 'Gus', lastName: 'Group' });
  await world.member(north, admin, 'owner_manager');
  await world.member(group, manager, 'group_manager');
  return {
    ...world,
    theGroup: group,
    north,
    south,
    admin,
    manager,
    adminBrowser: await world.as(admin),
    managerBrowser: await world.as(manager),
  };
}

export async function practiceWorld(postgresUrl: string, options: WorldOptions = {}): Promise<PracticeWorld> {
  return anotherGroup(await makeWorld(postgresUrl, options));
}

export const inside = (organisation: { id: string }) => ({ organisationId: organisation.id });

/** Somebody for the front desk, with what differs. */
export function invitee(email: string, more: Record<string, unknown> = {}) {
  return { email, firstName: 'Nel', lastName: 'New', role: 'front_desk' as const, ...more };
}

export function dentist(email: string, more: Record<string, unknown> = {}) {
  return { ...invitee(email), role: 'practitioner' as const, clinicalRole: 'dentist' as const, ...more };
}

export function signUp(token: string, more: Record<string, unknown> = {}) {
  return {
    token,
    password: 'a quiet lake at noon',
    firstName: 'Nel',
    lastName: 'New',
    language: 'en' as const,
    timeZone: 'Europe/Berlin',
    ...more,
  };
}

/** The links that were sent to an address, oldest first. */
export async function linksTo(world: World, email: string): Promise<string[]> {
  const letters = await world.letters(email);
  return letters
    .filter((letter) => letter.template === 'team.invitation')
    .map((letter) => letter.values['url']!.split('/').at(-1)!);
}

export async function newestLink(world: World, email: string): Promise<string> {
  const token = (await linksTo(world, email)).at(-1);
  if (!token) throw new Error(`no invitation was sent to ${email}`);
  return token;
}

/** The practices that somebody can open, by name. */
export async function contextsOf(browser: TestBrowser): Promise<string[]> {
  return (await browser.call(viewMe, {})).contexts.map((context) => context.name);
}

/** The membership's row, past every wall. */
export async function memberRow(world: World, organisation: Organisation, person: { email: string }) {
  const rows = await world.sql<{
    id: string;
    role: string;
    level: string;
    practitioner_id: string | null;
    deactivated_at: Date | null;
    removed_at: Date | null;
  }>(`select * from members where organisation_id = $1 and email_key = lower($2) order by joined_at`, [
    organisation.id,
    person.email,
  ]);
  return rows.at(-1);
}

/** The invitations of a practice as its Admin sees them. */
export async function invitationsIn(browser: TestBrowser, organisation: Organisation) {
  return (await browser.call(team.listInvitations, { params: inside(organisation) })).invitations;
}
