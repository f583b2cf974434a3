import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareXRay } from '#platform/pictures/prepare-x-ray.ts';
import { makeXRay } from '#platform/pictures/testing/make-dicom.ts';
import { openStand, type Stand } from '../testing/open-stand.ts';

const script = '/viewer/x-ray/testing/x-ray.tsx';
const [wide, high] = [200, 100];
// Dark on the left, bright on the right; the lowest quarter is black throughout.
const ramp = Array.from({ length: wide * high }, (_, at) =>
  at >= wide * 75 ? 0 : Math.floor(((at % wide) / wide) * 4095),
);

const soon = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 20_000 });

let stand: Stand;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midline-x-ray-'));
  const windows: Parameters<typeof makeXRay>[3] = [
    [0x00281050, 'DS', '2048\\512'],
    [0x00281051, 'DS', '4096\\1024'],
    [0x00281055, 'LO', 'Bone\\Soft tissue'],
    [0x00280030, 'DS', '0.1\\0.1'],
  ];
  await writeFile(join(folder, 'made.dcm'), makeXRay(wide, high, ramp, windows));
  await prepareXRay(join(folder, 'made.dcm'), folder, { maxPixels: 1e6, maxDicomPixels: 1e6 });
  const [picture, pixels] = await Promise.all(
    ['picture.jpg', 'pixels.mpx.gz'].map((name) => readFile(join(folder, name))),
  );
  stand = await openStand({ '/x-ray/picture.jpg': picture!, '/x-ray/pixels': pixels! });
});
afterAll(async () => {
  await stand?.stop();
  await rm(folder, { recursive: true });
});

async function open(query = '?pixels=/x-ray/pixels'): Promise<Page> {
  const page = await stand.visit(script + query, { viewport: { width: 1000, height: 800 } });
  await page.locator('canvas').waitFor();
  await page.getByText('% size').waitFor();
  return page;
}

/** The brightness at a place of the film's room, in shares of its width and height. */
async function brightness(page: Page, x: number, y: number): Promise<number> {
  const shot = await page.getByRole('application').screenshot();
  const { data, info } = await sharp(shot)
    .toColourspace('b-w')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data[Math.round(info.height * y) * info.width + Math.round(info.width * x)]!;
}

const values = (page: Page) => page.getByText(/^Centre/).textContent();

describe('an X-ray', () => {
  test('is drawn from its samples in the first window of its file', async () => {
    const page = await open();
    expect(await values(page)).toBe('Centre 2,048 · width 4,096');
    await soon(() => brightness(page, 0.5, 0.5)).toBeGreaterThan(100);
    const [left, middle, right] = [
      await brightness(page, 0.15, 0.5),
      await brightness(page, 0.5, 0.5),
      await brightness(page, 0.85, 0.5),
    ];
    expect(middle).toBeLessThan(150);
    expect(left).toBeLessThan(middle - 60);
    expect(right).toBeGreaterThan(middle + 60);
    await page.context().close();
  });

  test('can be seen in each window of its list, inverted and turned, by keyboard alone', async () => {
    const page = await open();
    await page.getByRole('application').focus();
    await page.keyboard.press('2');
    expect(await values(page)).toBe('Centre 512 · width 1,024');
    await soon(() => brightness(page, 0.5, 0.5)).toBe(255);
    expect(await page.getByRole('button', { name: 'Soft tissue' }).getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('i');
    await soon(() => brightness(page, 0.5, 0.5)).toBe(0);
    await page.keyboard.press('i');
    // The black lowest quarter comes to the left when turned clockwise.
    await page.keyboard.press('t');
    await soon(() => brightness(page, 0.39, 0.6)).toBeLessThan(20);
    expect(await brightness(page, 0.6, 0.6)).toBe(255);
    await page.keyboard.press('r');
    expect(await values(page)).toBe('Centre 2,048 · width 4,096');
    await page.keyboard.press('ArrowUp');
    expect(await values(page)).toBe('Centre 1,966 · width 4,095');
    await page.keyboard.press('+');
    await page.getByText('500 % size').waitFor();
    await page.keyboard.press('0');
    await page.getByText('400 % size').waitFor();
    await page.context().close();
  });

  test('becomes brighter when dragged up and harder when dragged left', async () => {
    const page = await open();
    const before = await brightness(page, 0.5, 0.5);
    const film = (await page.getByRole('application').boundingBox())!;
    const [x, y] = [film.x + film.width / 2, film.y + film.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 90, y - 60, { steps: 4 });
    await page.mouse.up();
    await soon(() => brightness(page, 0.5, 0.5)).toBeGreaterThan(before + 15);
    const [, centre, width] = /Centre ([\d,]+) · width ([\d,]+)/.exec((await values(page))!)!;
    expect(Number(centre!.replace(',', ''))).toBeLessThan(1800);
    expect(Number(width!.replace(',', ''))).toBeLessThan(3800);
    await page.context().close();
  });

  test('that is a JPEG is seen by the same tools', async () => {
    const page = await open('');
    expect(await values(page)).toBe('Centre 128 · width 255');
    await soon(() => brightness(page, 0.85, 0.5)).toBeGreaterThan(180);
    await page.getByRole('button', { name: 'Invert' }).click();
    await soon(() => brightness(page, 0.85, 0.5)).toBeLessThan(80);
    await page.context().close();
  });

  test('that can’t be had says so, and can be asked for again', async () => {
    const context = await stand.browser.newContext({ baseURL: stand.url, locale: 'en-GB' });
    const page = await context.newPage();
    await context.route('**/x-ray/picture.jpg', (route) => route.fulfill({ status: 404 }), { times: 1 });
    await page.goto(`/stand${script}`);
    await page.getByRole('alert').getByText('Lateral cephalogram could not be loaded.').waitFor();
    await page.getByRole('button', { name: 'Load again' }).click();
    await page.locator('canvas').waitFor();
    await context.close();
  });

  test('whose pixels are something else says so instead of staying black', async () => {
    const page = await stand.visit(`${script}?pixels=/x-ray/nothing`);
    await page.getByRole('alert').getByText('Lateral cephalogram could not be loaded.').waitFor();
    await page.context().close();
  });

  test.each(['light', 'dark'] as const)('breaks no rule of accessibility in %s', async (colorScheme) => {
    const page = await open();
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).include('#root').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await page.context().close();
  });
});
