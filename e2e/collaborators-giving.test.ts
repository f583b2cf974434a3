import { afterAll, beforeAll, expect, test } from 'vitest';
import { markPrivate } from '#contract/cases.ts';
import { acceptCollaboration, addCollaborator, giveConsent } from '#contract/collaborators.ts';
import { saveGivings } from '#contract/giving-cases.ts';
import { startOrder } from '#contract/orders.ts';
import type { Person } from '#testing/world.ts';
import { type Cast, openCast } from './case-cast.ts';
import { gone, seen } from './midline.ts';

let cast: Cast;
let carl: Person;
let collaborationId: string;
let practitionerId: string;

beforeAll(async () => {
  cast = await openCast();
  const { world, practice, provider } = cast;
  const [row] = await world.sql<{ id: string }>('select id from practitioners where account_id = $1', [provider.id]);
  practitionerId = row!.id;
  const dentist = await world.as(provider);
  const params = { practiceId: practice.id, practitionerId };
  await dentist.call(giveConsent, { params, body: { patientConsent: 1, terms: 1, language: 'en' } });
  carl = await world.person({ firstName: 'Carl', lastName: 'Mentor' });
  const who = { kind: 'person' as const, email: carl.email, firstName: 'Carl', lastName: 'Mentor' };
  const added = await dentist.call(addCollaborator, { params, body: { who, practices: null } });
  collaborationId = added.id;
  const browser = await world.as(carl);
  await browser.call(acceptCollaboration, { params: { collaborationId }, body: { responsibility: 1, language: 'en' } });
});
afterAll(() => cast?.stop());

const sees = async (caseId: string) => {
  const browser = await cast.world.as(carl);
  return (await browser.fetch(`/api/cases/${caseId}`)).status;
};

test('a case is given from its row and taken away again, and access ends at once', { timeout: 180_000 }, async () => {
  const { practice, provider } = cast;
  const { caseId } = await cast.submitted('Rosa');
  const page = await cast.visit(`/practices/${practice.id}`, provider);
  const row = page.getByRole('row').filter({ hasText: 'Rosa' });
  const status = row.locator('[data-column=collaborator_status]').getByRole('button');
  await status.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('switch', { name: 'Given to Carl Mentor' }).press('Space');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await gone(dialog);
  await seen(status.filter({ hasText: 'Awaiting' }));
  expect(await sees(caseId)).toBe(200);

  await status.click();
  await dialog.getByRole('switch', { name: 'Given to Carl Mentor' }).press('Space');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await gone(dialog);
  expect(await sees(caseId)).toBe(200);
  await status.click();
  await dialog.getByRole('switch', { name: 'Given to Carl Mentor' }).press('Space');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await gone(dialog);
  expect(await sees(caseId)).toBe(404);
});

test('auf „Partner verwalten“ werden alle passenden Fälle gegeben; nicht zu teilende werden ausgelassen und gezählt', {
  timeout: 180_000,
}, async () => {
  const { world, practice, provider } = cast;
  const shared = [await cast.submitted('Gustav'), await cast.submitted('Greta')];
  const kept = await cast.submitted('Gerda');
  const dentist = await world.as(provider);
  await dentist.call(markPrivate, { params: { caseId: kept.caseId }, body: { notShared: true } });
  await world.sql(`update accounts set language = 'de' where id = $1`, [provider.id]);
  const page = await cast.visit(`/practices/${practice.id}`, provider, { language: 'de' });
  await page.getByRole('link', { name: 'Partner verwalten' }).first().click();
  await seen(page.getByRole('heading', { name: 'Partner verwalten' }));
  await page.getByLabel('Nach Nummer oder Patient suchen').fill('g');
  await seen(page.getByText('3 Fälle passen'));
  await seen(page.getByText('1 nicht zu teilen'));
  await page.getByRole('button', { name: 'Alle 2 geben' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Alle 2 geben' }).click();
  await seen(page.getByText('2 Fälle wurden gegeben. 1 wurde ausgelassen: nicht zu teilen.'));
  for (const { caseId } of shared) expect(await sees(caseId)).toBe(200);
  expect(await sees(kept.caseId)).toBe(404);

  const single = page.getByRole('row').filter({ hasText: 'Gustav' }).getByRole('checkbox');
  await single.click();
  await page.getByRole('button', { name: 'Speichern' }).click();
  await seen(page.getByText('1 Fall wurde entzogen.'));
  expect(await sees(shared[0]!.caseId)).toBe(404);
  expect(await sees(shared[1]!.caseId)).toBe(200);
  await world.sql(`update accounts set language = 'en' where id = $1`, [provider.id]);
});

test('all future cases too: a case begun from then on is given, until it is switched off', {
  timeout: 180_000,
}, async () => {
  const { world, practice, provider } = cast;
  const page = await cast.visit(`/practices/${practice.id}/collaborators`, provider);
  const future = page.getByRole('switch', { name: 'All future cases too' });
  await future.click();
  await seen(page.locator('input[role=switch]:checked'));
  const dentist = await world.as(provider);
  await expect.poll(async () => (await world.sql('select 1 from collaborations where future_cases')).length).toBe(1);
  const begin = () => dentist.call(startOrder, { params: { practiceId: practice.id }, body: { kind: 'aligner' } });
  expect(await sees((await begin()).caseId)).toBe(200);
  await future.click();
  await expect.poll(async () => (await world.sql('select 1 from collaborations where future_cases')).length).toBe(0);
  expect(await sees((await begin()).caseId)).toBe(404);
});

test('See as: before saving and from Who can see this, the case shows as that one sees it', {
  timeout: 180_000,
}, async () => {
  const { world, practice, provider } = cast;
  const { caseId } = await cast.submitted('Selma');
  const page = await cast.visit(`/practices/${practice.id}`, provider);
  await page.getByRole('row').filter({ hasText: 'Selma' }).locator('[data-column=collaborator_status] button').click();
  await page.getByRole('link', { name: 'See as Carl Mentor' }).click();
  await seen(page.getByText('Preview: seen as Carl Mentor'));
  await seen(page.getByRole('heading', { name: 'Patient, Selma' }));
  expect(await sees(caseId)).toBe(404);
  await page.getByRole('link', { name: 'End preview' }).click();

  const dentist = await world.as(provider);
  await dentist.call(saveGivings, { params: { caseId }, body: { give: [collaborationId] } });
  await page.getByRole('button', { name: 'More actions' }).first().click();
  await page.getByRole('menuitem', { name: 'Who can see this' }).click();
  const list = page.getByRole('dialog');
  for (const name of ['Dana Dentist', 'Fritz Front', 'Carl Mentor', 'Clear Lab'])
    await seen(list.getByText(name).first());
  await list.getByRole('link', { name: 'See as Clear Lab' }).click();
  await seen(page.getByText('Preview: seen as Clear Lab'));
});
