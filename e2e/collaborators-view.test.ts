import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCollaborator, type Collaborator, collaborate, give } from '#modules/collaboration/testing/collaborators.ts';
import type { Person } from '#testing/world.ts';
import { type Cast, openCast, pick } from './case-cast.ts';
import { gone, seen } from './midline.ts';

let cast: Cast;
let provider: { groupId: string; practitionerId: string; accountId: string };

const practitionerOf = async (person: Person) =>
  (await cast.world.sql<{ id: string }>('select id from practitioners where account_id = $1', [person.id]))[0]!.id;

beforeAll(async () => {
  cast = await openCast();
  const groupId = cast.practice.groupId!;
  provider = { groupId, practitionerId: await practitionerOf(cast.provider), accountId: cast.provider.id };
});
afterAll(() => cast?.stop());

/** A dentist of another group who is collaborator of this provider as well. */
async function both(): Promise<Collaborator & { practiceId: string }> {
  const elsewhere = await cast.world.practice(await cast.world.group('Seehof Group'), 'Seehof');
  const person = await cast.world.person({ firstName: 'Bea', lastName: 'Both' });
  await cast.world.member(elsewhere, person, 'practitioner', 'user', 'dentist');
  const collaborationId = await collaborate(cast.world, provider, person);
  return { person, browser: await cast.world.as(person), collaborationId, practiceId: elsewhere.id };
}

test('who is provider and collaborator switches views in the user menu, and sees neither’s cases in the other', {
  timeout: 240_000,
}, async () => {
  const bea = await both();
  const place = await cast.submitted('Shared');
  await cast.submitted('Hidden');
  await give(cast.world, place.caseId, bea);
  const page = await cast.visit(`/practices/${bea.practiceId}`, bea.person);
  await seen(page.getByRole('heading', { name: 'Manage Orders' }));
  await gone(page.getByText('Patient, Shared'));
  await page.getByRole('button', { name: /Bea Both/ }).click();
  await page.getByRole('menuitem', { name: 'My Collaborator View' }).click();
  await seen(page.getByRole('heading', { name: 'My Collaborator View' }));
  await seen(page.getByText('Patient, Shared').first());
  await gone(page.getByText('Patient, Hidden'));
  await seen(page.getByText('Awaiting setup').first());
  expect(await page.getByRole('link', { name: /CSV/ }).count()).toBe(0);
  await page.getByRole('button', { name: /Bea Both/ }).click();
  await page.getByRole('menuitem', { name: 'Provider view' }).click();
  await seen(page.getByRole('heading', { name: 'Manage Orders' }));
  await gone(page.getByText('Patient, Shared'));
});

test('eine Partnerin legt einen Auftrag für den Behandler an und übergibt ihn; er sieht, von wem er ist', {
  timeout: 240_000,
}, async () => {
  const lena = await addCollaborator(cast.world, provider, 'Lena', ['add_orders']);
  await cast.world.sql(`update accounts set language = 'de' where id = $1`, [lena.person.id]);
  const page = await cast.visit('/collaborator-view', lena.person, { language: 'de' });
  await page.getByRole('button', { name: 'Auftrag anlegen' }).click();
  await page.getByRole('menuitem', { name: 'Aligner-Auftrag anlegen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Beginnen' }).click();
  await page.getByRole('textbox', { name: 'Vorname' }).fill('Neue');
  await page.getByRole('textbox', { name: 'Nachname' }).fill('Patientin');
  await page.getByLabel('Geburtsdatum').fill('2001-02-03');
  await page.getByRole('button', { name: 'Patient speichern' }).click();
  await seen(page.getByText('Patient gespeichert'));
  const saved = page.waitForResponse((response) => response.request().postData()?.includes('"arches"') === true);
  await pick(page, 'Zu behandelnde Kiefer', 'Beide');
  await saved;
  const [caseId, orderId] = page
    .url()
    .match(/cases\/([^/]+)\/orders\/([^/?]+)/)!
    .slice(1);
  await cast.world.sql(
    `insert into records (id, case_id, order_id, slot, state, file_name, bytes, side, added_by, added_name, added_at)
     values (gen_random_uuid(), $1, $2, 'impression', 'posted', '', 0, 'provider_side', $3, 'Lena', now())`,
    [caseId, orderId, lena.person.id],
  );
  await page.goto(`/collaborator-view/cases/${caseId}/orders/${orderId}?step=5`);
  await page.getByRole('button', { name: 'Dem Behandler übergeben' }).click();
  await seen(page.getByText('Dem Behandler übergeben').first());
  const dentist = await cast.visit(`/practices/${cast.practice.id}/cases/${caseId}/orders/${orderId}`, cast.provider);
  await seen(dentist.getByText(/Ready to submit: prepared by Lena Planner/));
});
