import type { Page } from 'playwright';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stl } from '#modules/records/testing/files.ts';
import { readSample, samplesAreThere } from '#testing/sample-data.ts';
import { type Cast, openCast, pick } from './case-cast.ts';
import { seen } from './midline.ts';

let cast: Cast;

beforeAll(async () => {
  cast = await openCast();
});
afterAll(() => cast?.stop());

const photos = [
  'profile',
  'face',
  'smile',
  'upper occlusal',
  'lower occlusal',
  'right buccal',
  'frontal',
  'left buccal',
];
const tiles = [
  ...['Upper scan', 'Lower scan', 'Profile', 'Full face', 'Full face, smiling', 'Upper occlusal', 'Lower occlusal'],
  ...['Right buccal', 'Frontal', 'Left buccal'],
];

/** Two scans, of a real mouth where there are any, and the eight usual photographs. */
async function files() {
  const [upper, lower] = samplesAreThere
    ? [readSample('scans/wear3d/5 UpperJawScan.ply'), readSample('scans/wear3d/1 LowerJawScan.ply')]
    : [stl(120_000), stl(120_000)];
  const ending = samplesAreThere ? 'ply' : 'stl';
  const shots = photos.map(async (name, index) => ({
    name: `${name}.jpg`,
    mimeType: 'image/jpeg',
    buffer: await sharp({
      create: { width: 900, height: 600, channels: 3, background: { r: 90 + index * 12, g: 110, b: 120 } },
    })
      .jpeg()
      .toBuffer(),
  }));
  const scan = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });
  return [scan(`upper.${ending}`, upper), scan(`lower.${ending}`, lower), ...(await Promise.all(shots))];
}

const chooseFiles = (page: Page) => page.getByLabel('Choose files').and(page.locator('input'));
/** Does something to a draft and waits until it is saved. */
async function saved(page: Page, work: () => Promise<unknown>): Promise<void> {
  const reply = page.waitForResponse(
    (each) => each.request().method() === 'PATCH' && each.url().includes('/orders/') && each.ok(),
  );
  await work();
  await reply;
}
const next = (page: Page) => page.getByRole('button', { name: /^Next/ }).click();

test('a provider submits an aligner order with two scans and eight photos, though the network is cut in the middle', {
  timeout: 180_000,
}, async () => {
  const { practice, provider, technician, laboratory } = cast;
  const page = await cast.visit(`/practices/${practice.id}`, provider);
  await page.getByRole('button', { name: 'New order' }).first().click();
  await page.getByRole('menuitem', { name: 'Aligner order' }).click();

  await page.getByRole('button', { name: 'New patient' }).click();
  await page.getByLabel('First name').fill('Zoé');
  await page.getByLabel('Last name').fill('Zimmermann');
  await page.getByLabel('Birth date').fill('2001-02-03');
  await pick(page, 'Sex', 'Female');
  await page.getByRole('button', { name: 'Add patient' }).click();
  await seen(page.getByText('Zimmermann, Zoé').first());
  await pick(page, 'Arches to treat', 'Both');
  await page.getByLabel('Chief complaint').fill('Crowded lower front teeth');
  await next(page);

  const line = await page.context().newCDPSession(page);
  const network = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 2_000_000 };
  await line.send('Network.emulateNetworkConditions', network);
  await chooseFiles(page).setInputFiles(await files());
  await seen(page.getByRole('listitem', { name: 'Upper scan', exact: true }).getByText(/Uploading · [1-9]/));
  await line.send('Network.emulateNetworkConditions', { ...network, offline: true });
  await seen(page.getByText(/No connection. It goes on by itself/));
  await line.send('Network.emulateNetworkConditions', { ...network, uploadThroughput: -1 });
  for (const name of tiles)
    await page
      .getByRole('listitem', { name, exact: true })
      .getByRole('button', { name: `View: ${name}` })
      .waitFor({ timeout: 60_000 });

  // The saved preferences have filled the treatment approach.
  await next(page);
  await seen(page.getByRole('radiogroup', { name: 'Overjet' }).getByRole('radio', { name: 'Maintain', checked: true }));
  await next(page);
  await page.getByLabel('Instructions for the laboratory').fill('No attachments on the incisors, please.');
  await next(page);
  await page.getByLabel('All records belong to this patient.').check();
  await page.getByLabel(/The patient was informed/).check();
  await page.getByRole('button', { name: 'Submit to Clear Lab' }).click();
  await seen(page.getByRole('heading', { level: 1, name: 'Zimmermann, Zoé' }), page.getByText('Submitted').first());

  const lab = await cast.visit(`/laboratories/${laboratory.id}`, technician);
  await lab
    .getByRole('row', { name: /Zimmermann/ })
    .getByRole('link')
    .click();
  await lab.getByRole('tab', { name: 'Records' }).click();
  for (const name of ['Upper scan', 'Left buccal']) await seen(lab.getByRole('listitem', { name, exact: true }));
  await lab.getByRole('tab', { name: 'Prescription' }).click();
  await seen(lab.getByText('No attachments on the incisors, please.').first());
});

test('a front-desk user prepares a draft on one device, goes on with it on another, and the provider submits it', {
  timeout: 120_000,
}, async () => {
  const { practice, frontDesk, provider } = cast;
  const page = await cast.visit(`/practices/${practice.id}`, frontDesk);
  await page.getByRole('button', { name: 'New order' }).first().click();
  await page.getByRole('menuitem', { name: 'Retainer order' }).click();
  await page.getByRole('button', { name: 'New patient' }).click();
  await page.getByLabel('First name').fill('Moritz');
  await page.getByLabel('Last name').fill('Maurer');
  await page.getByLabel('Birth date').fill('1980-02-03');
  await page.getByRole('button', { name: 'Add patient' }).click();
  await seen(page.getByText('Maurer, Moritz').first());
  await saved(page, () => page.getByLabel('Chief complaint').fill('Lost the retainer on a journey'));
  const path = new URL(page.url()).pathname;

  const tablet = await cast.visit(path, frontDesk, { narrow: true });
  await seen(tablet.getByText('Maurer, Moritz').first());
  expect(await tablet.getByLabel('Chief complaint').inputValue()).toBe('Lost the retainer on a journey');
  await tablet.getByRole('combobox', { name: 'Provider' }).click();
  await saved(tablet, () => tablet.getByRole('option', { name: 'Dana Dentist' }).click());
  await saved(tablet, () => pick(tablet, 'Arches to treat', 'Upper'));
  await tablet.goto(`${path}?step=2`);
  await tablet.getByLabel('Impression sent by post').first().click();
  await tablet.goto(`${path}?step=5`);
  await tablet.getByLabel('All records belong to this patient.').check();
  await saved(tablet, () => tablet.getByLabel(/The patient was informed/).check());
  await seen(tablet.getByText(/Dana Dentist submits the order/));
  expect(await tablet.getByRole('button', { name: /^Submit to/ }).count()).toBe(0);

  const dentist = await cast.visit(`${path}?step=5`, provider);
  await dentist.getByRole('button', { name: 'Submit to Clear Lab' }).click();
  await seen(dentist.getByRole('heading', { level: 1, name: 'Maurer, Moritz' }));
  await dentist.getByRole('tab', { name: 'History' }).click();
  await seen(dentist.getByText(/Fritz Front/).first(), dentist.getByText(/submitted the order/).first());
});
