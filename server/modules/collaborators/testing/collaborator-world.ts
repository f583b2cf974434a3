import type { Grant } from '#contract/case-permissions.ts';
import * as collaborators from '#contract/collaborators.ts';
import type { TestBrowser } from '#testing/browser.ts';
import type { Person } from '#testing/world.ts';
import { type CaseWorld, type MadeCase, makeCaseWorld, type Who } from '../../cases/testing/case-world.ts';

export type { CaseWorld };

let counter = 0;
export const someAddress = () => `collaborator${++counter}@outside.example`;

/** The provider at North, as the paths name them. */
export const atNorth = (world: CaseWorld, who: 'provider' | 'second' = 'provider') => ({
  practiceId: world.north.id,
  practitionerId: world.practitioners[who],
});

export async function makeCollaboratorWorld(postgresUrl: string): Promise<CaseWorld> {
  const world = await makeCaseWorld(postgresUrl);
  await world.member(world.south, world.people.provider, 'practitioner', 'user');
  await world.sql(`update members set practitioner_id = $1 where organisation_id = $2 and account_id = $3`, [
    world.practitioners.provider,
    world.south.id,
    world.people.provider.id,
  ]);
  return world;
}

/** Signs everybody in again: sessions end as days pass. */
export async function daysLater(world: CaseWorld, days: number): Promise<void> {
  world.clock.pass({ days });
  for (const name of Object.keys(world.people) as Who[]) world.browsers[name] = await world.as(world.people[name]);
}

/** Ticks both boxes in their newest version. */
export async function tick(world: CaseWorld, who: 'provider' | 'second' = 'provider', by: Who = who) {
  const params = atNorth(world, who);
  const { texts } = await world.browsers[by].call(collaborators.viewConsent, { params });
  const versionOf = (kind: string) => texts.find((text) => text.kind === kind)!.version;
  return world.browsers[by].call(collaborators.giveConsent, {
    params,
    body: { patientConsent: versionOf('patient_consent'), terms: versionOf('terms'), language: 'en' },
  });
}

type Terms = { grants?: Grant[]; practices?: string[] | null; futureCases?: boolean };

export const somebody = (email: string, terms: Terms = {}) => ({
  who: { kind: 'person' as const, email, firstName: 'Col', lastName: 'Laborator' },
  practices: null,
  ...terms,
});

/** Adds somebody as the provider's collaborator; the letter's link comes along. */
export async function add(world: CaseWorld, email = someAddress(), terms: Terms = {}, by: Who = 'provider') {
  const added = await world.browsers[by].call(collaborators.addCollaborator, {
    params: atNorth(world),
    body: somebody(email, terms),
  });
  return { ...added, token: await newestLink(world, email), params: { ...atNorth(world), collaborationId: added.id } };
}

/** The links that were sent to an address, oldest first. */
export async function linksTo(world: CaseWorld, email: string): Promise<string[]> {
  const letters = await world.letters(email);
  return letters
    .filter(({ template }) => template === 'collaborators.register' || template === 'collaborators.accept')
    .map(({ values }) => values.url!.split('/').at(-1)!);
}

export async function newestLink(world: CaseWorld, email: string): Promise<string> {
  const token = (await linksTo(world, email)).at(-1);
  if (!token) throw new Error(`nothing was sent to ${email}`);
  return token;
}

export const registration = (token: string, more: Record<string, unknown> = {}) => ({
  token,
  password: 'a quiet lake at noon',
  firstName: 'Col',
  lastName: 'Laborator',
  language: 'en' as const,
  timeZone: 'Europe/Berlin',
  responsibility: 1,
  ...more,
});

/** Accepts as somebody who has an account. */
export async function acceptAs(browser: TestBrowser, collaborationId: string) {
  return browser.try(collaborators.acceptCollaboration, {
    params: { collaborationId },
    body: { responsibility: 1, language: 'en' },
  });
}

/** An active collaborator of the provider, with an account of their own. */
export async function active(world: CaseWorld, terms: Terms = {}, person?: Person) {
  const collaborator = person ?? (await world.person({ firstName: 'Cora', lastName: 'Active' }));
  const added = await add(world, collaborator.email, terms);
  const browser = await world.as(collaborator);
  const accepted = await acceptAs(browser, added.id);
  if (accepted.status !== 204) throw new Error(`not accepted: ${accepted.problem.code}`);
  return { ...added, person: collaborator, browser };
}

/** Gives cases as the database does it, for the provider. */
export async function give(world: CaseWorld, collaborationId: string, cases: readonly MadeCase[]) {
  return world.app.platform.database.app.transaction(async (tx) => {
    await tx.actAs(world.people.provider.id);
    const [row] = await tx.query<{ given: number; not_shared: number; not_theirs: number }>(
      'select * from give_cases($1, $2, false, $3)',
      [collaborationId, cases.map(({ caseId }) => caseId), tx.now],
    );
    return row;
  });
}

/** Which of these cases somebody sees as a collaborator. */
export async function seenBy(world: CaseWorld, person: { id: string }, cases: readonly MadeCase[]): Promise<number[]> {
  const rows = await world.sql<{ number: number }>(
    `select number from case_rows where viewer_id = $1 and side = 'collaborator' and case_id = any ($2) order by number`,
    [person.id, cases.map(({ caseId }) => caseId)],
  );
  return rows.map(({ number }) => number);
}

export async function listed(world: CaseWorld, by: Who = 'provider') {
  return (await world.browsers[by].call(collaborators.listCollaborators, { params: atNorth(world) })).collaborators;
}

export const stateOf = async (world: CaseWorld, id: string) =>
  (await listed(world)).find((each) => each.id === id)?.state;
