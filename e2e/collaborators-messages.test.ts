import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseTranslation } from '#contract/translation.ts';
import { type EngineServer, startEngineServer } from '#platform/translation/testing/engine-server.ts';
import type { Person } from '#testing/world.ts';
import { type Cast, openCast, type Place } from './case-cast.ts';
import { gone, seen } from './midline.ts';

let cast: Cast;
let engine: EngineServer;
let kim: Person;
let lena: Person;
const collaborations = new Map<string, string>();

beforeAll(async () => {
  engine = await startEngineServer();
  cast = await openCast({ LIBRETRANSLATE_URL: engine.url });
  kim = await collaborator('Kim', 'Planner', 'en');
  lena = await collaborator('Lena', 'Planer', 'de');
});
afterAll(async () => {
  await cast?.stop();
  await engine?.stop();
});

async function collaborator(firstName: string, lastName: string, language: string): Promise<Person> {
  const person = await cast.world.person({ firstName, lastName, language });
  const [made] = await cast.world.sql<{ id: string }>(
    `insert into collaborations (id, group_id, practitioner_id, account_id, email, email_key, first_name, last_name, language, added_by, added_name,
       added_at, sent_at, expires_at, accepted_at, accepted_by)
     select gen_random_uuid(), $1, p.id, $2, $3, lower($3), $4, $5, $6, $7, 'Dana Dentist', now(), now(), now() + interval '14 days', now(), $2
       from practitioners p where p.account_id = $7 returning id`,
    [cast.practice.groupId, person.id, person.email, firstName, lastName, language, cast.provider.id],
  );
  collaborations.set(person.id, made!.id);
  return person;
}

/** The provider gives a case; with earlier messages, or from now on. */
async function give({ caseId }: Place, to: Person, earlier = false): Promise<void> {
  await cast.world.sql(
    `insert into case_collaborators (case_id, collaboration_id, given_at, given_by, given_name, messages_after)
     values ($1, $2, now(), $3, 'Dana Dentist', case when $4 then 0 else last_message($1) end)`,
    [caseId, collaborations.get(to.id), cast.provider.id, earlier],
  );
  await cast.world.sql('select refresh_collaboration(array[$1::uuid])', [caseId]);
}

const ofPractice = ({ caseId }: Place) => `/practices/${cast.practice.id}/cases/${caseId}?tab=collaborators`;
const ofCollaborator = ({ caseId }: Place) => `/collaborator-view/cases/${caseId}?tab=collaborators`;

test('a message arrives live on the other’s screen, and is unread until it is read', { timeout: 240_000 }, async () => {
  const place = await cast.submitted('Mara');
  await give(place, kim);
  const desk = await cast.visit(`/practices/${cast.practice.id}/cases/${place.caseId}`, cast.frontDesk);
  const provider = await cast.visit(ofPractice(place), cast.provider);
  const planner = await cast.visit(ofCollaborator(place), kim);
  await seen(planner.getByText('Dana Dentist opened the case to Kim Planner.'));
  await planner.getByRole('textbox', { name: 'New message' }).fill('May I see the bite again?');
  await planner.getByRole('button', { name: 'Save' }).click();
  await seen(provider.getByText('May I see the bite again?'));
  const tab = desk.getByRole('tab', { name: /^Collaborators/ });
  await seen(tab.getByText('New'));
  await tab.click();
  await seen(desk.getByText('1 unread message'));
  await gone(tab.getByText('New'));
});

test('Lena verbessert eine Nachricht innerhalb von fünfzehn Minuten, und alle sehen es', {
  timeout: 240_000,
}, async () => {
  const place = await cast.submitted('Nora');
  await give(place, lena);
  const planerin = await cast.visit(ofCollaborator(place), lena, { language: 'de' });
  const provider = await cast.visit(ofPractice(place), cast.provider);
  await planerin.getByRole('textbox', { name: 'Neue Nachricht' }).fill('Bitte Zahn 31 prüfen');
  await planerin.getByRole('button', { name: 'Speichern' }).click();
  await seen(provider.getByText('Bitte Zahn 31 prüfen'));
  await planerin.getByRole('button', { name: 'Bearbeiten', exact: true }).click();
  await planerin.getByRole('textbox', { name: 'Nachricht bearbeiten' }).fill('Bitte Zahn 41 prüfen');
  await planerin.getByRole('button', { name: 'Speichern' }).first().click();
  await seen(provider.getByText('Bitte Zahn 41 prüfen'));
  await seen(provider.getByText('edited', { exact: true }));
  await gone(provider.getByText('Bitte Zahn 31 prüfen'));
});

test('a message is translated on demand, and the original is one click away', { timeout: 240_000 }, async () => {
  const place = await cast.submitted('Olga');
  await give(place, lena);
  const provider = await cast.visit(ofPractice(place), cast.provider);
  const planner = await cast.visit(ofCollaborator(place), lena, { language: 'de' });
  await provider.getByRole('textbox', { name: 'New message' }).fill('Please check the bite');
  await provider.getByRole('button', { name: 'Save' }).click();
  await seen(planner.getByText('Please check the bite'));
  // The practice hasn't chosen anybody: nothing is offered.
  expect(await planner.getByRole('button', { name: 'Übersetzen' }).count()).toBe(0);
  const admin = await cast.world.as(cast.admin);
  await admin.call(chooseTranslation, { params: { practiceId: cast.practice.id }, body: { engine: 'libretranslate' } });
  await planner.reload();
  await planner.getByRole('button', { name: 'Übersetzen' }).first().click();
  const offered = planner.getByRole('menuitem');
  await seen(offered.first());
  expect(await offered.first().textContent()).toBe('Deutsch');
  await offered.first().click();
  await seen(planner.getByText('de: Please check the bite'));
  await planner.getByRole('button', { name: 'Original zeigen' }).click();
  await seen(planner.getByText('Please check the bite', { exact: true }));
});

test('files go along with a message', { timeout: 240_000 }, async () => {
  const place = await cast.submitted('Pia');
  await give(place, kim);
  const planner = await cast.visit(ofCollaborator(place), kim);
  const provider = await cast.visit(ofPractice(place), cast.provider);
  await seen(planner.getByRole('textbox', { name: 'New message' }));
  await planner.locator('input[type=file]').setInputFiles([
    { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('Stage by stage') },
    { name: 'notes.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 notes') },
  ]);
  await planner.getByRole('textbox', { name: 'New message' }).fill('Two files');
  await planner.getByRole('button', { name: 'Save' }).click();
  const arriving = provider.waitForEvent('download');
  await provider.getByRole('link', { name: 'Save plan.txt' }).click();
  expect((await arriving).suggestedFilename()).toBe('plan.txt');
  await seen(provider.getByRole('link', { name: 'Save notes.pdf' }));
});

test('whoever comes later reads from then on, unless earlier messages were ticked', { timeout: 240_000 }, async () => {
  const place = await cast.submitted('Rita');
  await give(place, kim);
  const provider = await cast.visit(ofPractice(place), cast.provider);
  await provider.getByRole('textbox', { name: 'New message' }).fill('Before Lena came');
  await provider.getByRole('button', { name: 'Save' }).click();
  await seen(provider.getByRole('listitem').filter({ hasText: 'Before Lena came' }));
  await give(place, lena);
  const later = await cast.visit(ofCollaborator(place), lena, { language: 'de' });
  await seen(later.getByText('Dana Dentist hat den Fall für Lena Planer geöffnet.'));
  await gone(later.getByText('Before Lena came'));
  const moritz = await collaborator('Moritz', 'Planer', 'de');
  await give(place, moritz, true);
  const ticked = await cast.visit(ofCollaborator(place), moritz, { language: 'de' });
  await seen(ticked.getByText('Before Lena came'));
});
