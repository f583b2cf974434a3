import { afterAll, beforeAll, expect, test } from 'vitest';
import { withdrawSetup } from '#contract/orders.ts';
import { type Cast, openCast, type Place } from './case-cast.ts';
import { gone, seen } from './midline.ts';
import { inReview, shown, visit } from './setup-cast.ts';

let cast: Cast;
let place: Place;
let path: string;

beforeAll(async () => {
  cast = await openCast();
  place = await inReview(cast, 'Mona');
  path = `/practices/${cast.practice.id}/cases/${place.caseId}/setups/1`;
});
afterAll(() => cast?.stop());

test('menu and keys of a version: its sheet, a picture, the file, links for the patient, and what the keys do', {
  timeout: 300_000,
}, async () => {
  const page = await visit(cast, path, cast.provider);
  await shown(page);
  const entry = async (name: string) => {
    await page.getByRole('button', { name: 'More' }).click();
    return page.getByRole('menuitem', { name });
  };
  const sheet = await entry('Treatment plan sheet (PDF)');
  const address = new URL((await sheet.getAttribute('href'))!, page.url()).href;
  const [opened] = await Promise.all([page.context().waitForEvent('page'), sheet.click()]);
  await opened.close();
  const answer = await page.request.get(address);
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);

  const picture = await entry('Save a picture');
  const [saved] = await Promise.all([page.waitForEvent('download'), picture.click()]);
  expect(saved.suggestedFilename()).toMatch(/^\d+-Version 1\.png$/);
  const original = await entry('Download the file');
  const [file] = await Promise.all([page.waitForEvent('download'), original.click()]);
  expect(file.suggestedFilename()).toBe('setup.glb');

  await (await entry('Show to the patient')).click();
  const dialog = page.getByRole('dialog', { name: 'Show to the patient' });
  await seen(dialog.getByText('No link yet'));
  await page.keyboard.press('Escape');
  await gone(dialog);

  await page.getByRole('application').first().focus();
  const [byKey] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('s')]);
  expect(byKey.suggestedFilename()).toMatch(/\.png$/);
  await page.keyboard.press('?');
  await seen(page.getByRole('dialog'));
});

test('on a phone every choice above the drawing is whole', { timeout: 200_000 }, async () => {
  const phone = await visit(cast, path, cast.provider, { narrow: true });
  await shown(phone);
  for (const name of ['Gums', 'Attachments']) {
    const box = (await phone.getByRole('button', { name, exact: true }).boundingBox())!;
    const middle = box.x + box.width / 2;
    for (const y of [box.y + 3, box.y + box.height - 3])
      expect(await phone.evaluate(`document.elementFromPoint(${middle}, ${y}).closest('button')?.textContent`)).toBe(
        name,
      );
  }
  expect(await phone.evaluate('document.documentElement.scrollWidth > window.innerWidth')).toBe(false);
});

test('a version that was withdrawn says so to whoever comes later, with the way back to the case', {
  timeout: 200_000,
}, async () => {
  const lab = await cast.world.as(cast.technician);
  await lab.call(withdrawSetup, { params: place, body: { version: 1, reason: 'The scans of another patient' } });
  const page = await visit(cast, path, cast.frontDesk, { narrow: true });
  await seen(page.getByText('Version 1 was withdrawn'), page.getByText(/The scans of another patient/));
  expect(await page.getByRole('application').count()).toBe(0);
  await page.getByRole('link', { name: 'Back to the case' }).click();
  await seen(page.getByText('Aligner order: Setup in production'));
});
