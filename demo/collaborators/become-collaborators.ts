import type { Grant } from '#contract/case-permissions.ts';
import * as contract from '#contract/collaborators.ts';
import { chooseTranslation } from '#contract/translation.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { outside, password, type Somebody, service } from '../people.ts';

/** Signed in as whoever has this address. */
export type As = (email: string) => Promise<TestBrowser>;
type Provider = { practiceId: string; practitionerId: string };
type Person = Pick<Somebody, 'firstName' | 'lastName' | 'email' | 'language'>;
type Terms = { grants?: Grant[]; practices?: string[] | null };

/** By whom each collaborator is known to the provider: what cases are given to. */
export type Collaborations = {
  /** Jonas's. */
  service: string;
  mentor: string;
  assistant: string;
  /** Mira's: Karim, who is a provider himself in Lyon. */
  colleague: string;
  /** Over since. */
  former: string;
};

/** Two providers tick the boxes, one of them through an Admin, and open their cases to people of every kind, who don't all speak German. */
export async function becomeCollaborators(
  { lakeId, serviceId }: { lakeId: string; serviceId: string },
  as: As,
  stranger: () => TestBrowser,
): Promise<Collaborations> {
  const jonas = await as('jonas@amsee.example');
  const own = await tick(jonas, lakeId, 'Jonas');
  const join = async (person: Person, terms: Terms = {}) =>
    register(stranger(), await linkFor(jonas, own, person, terms), person);
  const assistant = await join(outside.assistant, { grants: ['add_orders', 'revisions', 'manage_records'] });
  const mentor = await join(outside.mentor);
  const former = await join(outside.former, { grants: ['edit_prescription'] });
  const planning = await jonas.call(contract.addCollaborator, {
    params: own,
    body: {
      who: { kind: 'planning_service', serviceId },
      practices: null,
      grants: ['edit_prescription', 'laboratory_thread', 'prices'],
    },
  });
  await accept(await as(service.manager.email));

  const petra = await as('petra@amsee.example');
  await petra.call(chooseTranslation, { params: { practiceId: lakeId }, body: { engine: 'browser' } });
  const forMira = await tick(petra, lakeId, 'Mira');
  const karim = { firstName: 'Karim', lastName: 'Benali', email: 'karim@terreaux.example', language: 'fr' as const };
  const colleague = await add(petra, forMira, karim, { practices: [lakeId], grants: ['edit_prescription'] });
  await accept(await as(karim.email));
  return { service: planning.id, mentor, assistant, colleague, former };
}

/** Somebody asked who hasn't answered, somebody who has an account and hasn't, one who declined, one who is no longer. */
export async function leaveAsked(
  lakeId: string,
  { former }: Collaborations,
  as: As,
  stranger: () => TestBrowser,
): Promise<void> {
  const jonas = await as('jonas@amsee.example');
  const own = await providerNamed(jonas, lakeId, 'Jonas');
  const token = await linkFor(jonas, own, outside.declining, {});
  await stranger().call(contract.declineCollaborationByLink, { body: { token } });
  await jonas.call(contract.endCollaborator, { params: { ...own, collaborationId: former } });
  await add(jonas, own, outside.waiting, { grants: ['prices'] });
  const helene = { firstName: 'Hélène', lastName: 'Moreau', email: 'helene@terreaux.example', language: 'fr' as const };
  await add(jonas, own, helene, { practices: [lakeId] });
}

async function providerNamed(browser: TestBrowser, practiceId: string, firstName: string): Promise<Provider> {
  const { providers } = await browser.call(contract.listCollaboratorProviders, { params: { practiceId } });
  const { practitionerId } = providers.find(({ name }) => name.includes(firstName))!;
  return { practiceId, practitionerId };
}

async function tick(browser: TestBrowser, practiceId: string, firstName: string): Promise<Provider> {
  const params = await providerNamed(browser, practiceId, firstName);
  const { texts } = await browser.call(contract.viewConsent, { params });
  const versionOf = (kind: contract.ConsentKind) => texts.find((text) => text.kind === kind)!.version;
  const body = { patientConsent: versionOf('patient_consent'), terms: versionOf('terms'), language: 'de' as const };
  await browser.call(contract.giveConsent, { params, body });
  return params;
}

async function add(browser: TestBrowser, params: Provider, person: Person, terms: Terms): Promise<string> {
  const { id } = await browser.call(contract.addCollaborator, {
    params,
    body: { who: { kind: 'person', ...person }, practices: null, ...terms },
  });
  return id;
}

async function linkFor(browser: TestBrowser, params: Provider, person: Person, terms: Terms): Promise<string> {
  const collaborationId = await add(browser, params, person, terms);
  const { url } = await browser.call(contract.copyCollaboratorLink, { params: { ...params, collaborationId } });
  return url.split('/').at(-1)!;
}

async function register(browser: TestBrowser, token: string, person: Person): Promise<string> {
  const { firstName, lastName, language } = person;
  const { responsibility } = await browser.call(contract.lookUpCollaboration, { body: { token, language } });
  const about = { firstName, lastName, language, timeZone: 'Europe/Berlin', responsibility: responsibility.version };
  const { collaborationId } = await browser.call(contract.registerCollaborator, {
    body: { token, password, ...about },
  });
  return collaborationId;
}

async function accept(browser: TestBrowser): Promise<void> {
  const { waiting } = await browser.call(contract.listMyCollaborations, {});
  for (const { id: collaborationId, responsibility } of waiting) {
    const body = { responsibility: responsibility.version, language: responsibility.language };
    await browser.call(contract.acceptCollaboration, { params: { collaborationId }, body });
  }
}
