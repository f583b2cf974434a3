import { afterAll, beforeAll, expect, test } from 'vitest';
import { withdrawSetup } from '#contract/orders.ts';
import { type Cast, openCast } from './case-cast.ts';
import { gone, seen } from './midline.ts';
import { atStage, firstPlan, inReview, shown, stagesOf, visit } from './setup-cast.ts';

let cast: Cast;

beforeAll(async () => {
  cast = await openCast();
});
afterAll(() => cast?.stop());

test('a patient opens the link on a phone: first name, simulation, no word of the trade; it ends when it is revoked', {
  timeout: 400_000,
}, async () => {
  const { practice, frontDesk } = cast;
  const { caseId } = await inReview(cast, 'Pia');
  const desk = await visit(cast, `/practices/${practice.id}/cases/${caseId}/setups/1`, frontDesk);
  const dialog = desk.getByRole('dialog', { name: 'Show to the patient' });
  await desk.getByRole('button', { name: 'More' }).click();
  await desk.getByRole('menuitem', { name: 'Show to the patient' }).click();
  await dialog.waitFor();
  await dialog.getByRole('button', { name: 'Make link' }).click();
  const address = await dialog.getByLabel('Address for the patient').inputValue();

  const phone = await visit(cast, new URL(address).pathname, undefined, { narrow: true });
  await seen(phone.getByText('Hello Pia'), phone.getByText('A simulation, no promise'));
  await shown(phone);
  const last = stagesOf(firstPlan);
  await seen(atStage(phone, 0, last));
  await phone.getByRole('button', { name: 'Next stage' }).click();
  await seen(atStage(phone, 1, last));
  const text = await phone.locator('body').innerText();
  expect(text).not.toMatch(/Patient|Dentist|IPR|Clear Lab|Approve/);
  const wide = await phone.evaluate('document.documentElement.scrollWidth > window.innerWidth');
  expect(wide).toBe(false);
  // Nothing empty below the last line.
  const below =
    'document.documentElement.scrollHeight - scrollY - document.querySelector("footer").getBoundingClientRect().bottom';
  expect(await phone.evaluate(below)).toBeLessThan(1);

  // The practice's open dialog counts along.
  await seen(dialog.getByText(/^Opened once/));
  await phone.reload();
  await seen(dialog.getByText(/^Opened 2 times/));
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await desk.getByRole('dialog', { name: 'Revoke this link?' }).getByRole('button', { name: 'Revoke' }).click();
  await seen(dialog.getByText('Revoked', { exact: true }));
  await phone.reload();
  await seen(phone.getByText('This link has ended'));
});

test('a version that the laboratory withdraws vanishes from the viewer in which it is open', {
  timeout: 400_000,
}, async () => {
  const { practice, provider, technician, world } = cast;
  const place = await inReview(cast, 'Wilma');
  const page = await visit(cast, `/practices/${practice.id}/cases/${place.caseId}/setups/1`, provider);
  await shown(page);
  const lab = await world.as(technician);
  await lab.call(withdrawSetup, { params: place, body: { version: 1, reason: 'The wrong patient' } });
  await seen(page.getByText('Version 1 was withdrawn'), page.getByText(/The wrong patient/));
  await gone(page.getByRole('application'));
  await page.getByRole('link', { name: 'Back to the case' }).click();
  await seen(page.getByText('Aligner order: Setup in production'));
});
