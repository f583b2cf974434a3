import { readFile } from 'node:fs/promises';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose, type Midline, openMidline, seen } from './midline.ts';

let midline: Midline;

beforeAll(async () => {
  midline = await openMidline();
});
afterAll(() => midline?.stop());

test('the practice’s name, address and logo appear on a generated sample page in PDF', async () => {
  const { world } = midline;
  const practice = await world.practice(await world.group(), 'Old name');
  const admin = await world.person();
  await world.member(practice, admin, 'owner_manager');
  const page = await midline.visit(`/practices/${practice.id}/settings/practice`, admin);

  await page.getByLabel('Name of the practice').fill('Zahnärzte am Fluß');
  await page.getByLabel('Street address').fill('Uferweg 12');
  await page.getByLabel('Postal code').fill('8001');
  await page.getByLabel('City').fill('Zürich');
  await page.getByLabel('Phone').fill('+41 44 123 45 67');
  await choose(page, 'Country', 'Switzerland');
  await page.getByRole('button', { name: 'Save' }).click();
  await seen(page.getByText('Saved.'));
  // The new name stands in the header at once.
  await seen(page.getByRole('button', { name: 'Change practice. Open now: Zahnärzte am Fluß' }));

  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose picture' }).click();
  await (await choosing).setFiles({ name: 'logo.png', mimeType: 'image/png', buffer: await orangeLogo() });
  await seen(page.getByRole('img', { name: 'Logo of Zahnärzte am Fluß' }));

  // Chromium without a window has no reader for PDF and saves it instead.
  const downloading = page.context().waitForEvent('download');
  await page.getByRole('link', { name: 'Sample PDF' }).click();
  const pdf = await read(await readFile(await (await downloading).path()));
  for (const part of ['Zahnärzte am Fluß', 'Uferweg 12', '8001 Zürich', 'Switzerland', '+41 44 123 45 67']) {
    expect(pdf.text).toContain(part);
  }
  expect(pdf.text).not.toContain('Old name');
  expect(pdf.pictures).toHaveLength(1);
  const [red, green, blue] = pdf.pictures[0]!;
  expect(red).toBeGreaterThan(200);
  expect(green).toBeLessThan(160);
  expect(blue).toBeLessThan(60);
});

function orangeLogo(): Promise<Buffer> {
  return sharp({ create: { width: 300, height: 100, channels: 3, background: '#e8590c' } })
    .png()
    .toBuffer();
}

type Picture = { data: Uint8Array };

/** The text of the first page, and the colour in the middle of each picture on it. */
async function read(bytes: Buffer) {
  const document = await getDocument({ data: new Uint8Array(bytes), isOffscreenCanvasSupported: false }).promise;
  const page = await document.getPage(1);
  const { items } = await page.getTextContent();
  const { fnArray, argsArray } = await page.getOperatorList();
  const names = argsArray.flatMap((args, index) =>
    fnArray[index] === OPS.paintImageXObject ? [args[0] as string] : [],
  );
  const pictures = names.map((name) => middleOf(page.objs.get(name) as Picture));
  return { text: items.map((item) => ('str' in item ? item.str : '')).join(' '), pictures };
}

function middleOf({ data }: Picture): number[] {
  const middle = Math.floor(data.length / 6) * 3;
  return [...data.subarray(middle, middle + 3)];
}
