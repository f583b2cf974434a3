import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStand, type Stand } from '../testing/open-stand.ts';

const script = '/viewer/photo/testing/photos.tsx';
const soon = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 20_000 });

let stand: Stand;

beforeAll(async () => {
  const files: Record<string, Uint8Array> = {};
  for (let index = 0; index < 8; index += 1) {
    const photo = sharp({
      create: { width: 1200, height: 900, channels: 3, background: { r: 30 * index, g: 90, b: 120 } },
    });
    files[`/photos/${index}.jpg`] = await photo.clone().jpeg().toBuffer();
    files[`/photos/${index}.webp`] = await photo.clone().resize(320, 240).webp().toBuffer();
  }
  delete files['/photos/7.jpg'];
  stand = await openStand(files);
});
afterAll(() => stand?.stop());

async function open(name: string): Promise<Page> {
  const page = await stand.visit(script, { viewport: { width: 1000, height: 800 } });
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').getByRole('img', { name, exact: true }).waitFor();
  return page;
}

const shown = (page: Page) => page.getByRole('dialog').locator('img[alt]:not([alt=""])').getAttribute('alt');
const widthOf = (page: Page) =>
  page
    .getByRole('dialog')
    .locator('img[alt]:not([alt=""])')
    .evaluate((image) => image.getBoundingClientRect().width);

describe('the photos of a case', () => {
  test('change by arrow keys to both ends, and no further', async () => {
    const page = await open('Full face');
    await page.keyboard.press('ArrowRight');
    expect(await shown(page)).toBe('Full face smiling');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    expect(await shown(page)).toBe('Profile');
    expect(await page.getByRole('button', { name: 'Previous photo' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Next photo' }).click();
    expect(await shown(page)).toBe('Full face');
    await page.context().close();
  });

  test('close by Escape, and the focus is where it was', async () => {
    const page = await open('Upper occlusal');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Upper occlusal');
    await page.context().close();
  });

  test('come near by key and double click, and are whole again', async () => {
    const page = await open('Frontal');
    await soon(() => widthOf(page)).toBeGreaterThan(0);
    const whole = await widthOf(page);
    await page.keyboard.press('+');
    await soon(() => widthOf(page)).toBeCloseTo(whole * 1.25, 0);
    await page.keyboard.press('0');
    await soon(() => widthOf(page)).toBeCloseTo(whole, 0);
    await page.mouse.dblclick(500, 350);
    await soon(() => widthOf(page)).toBeCloseTo(whole * 3, 0);
    await page.context().close();
  });

  test('one that can’t be had says so, the others stay within reach', async () => {
    const page = await stand.visit(script, { viewport: { width: 1000, height: 800 } });
    await page.getByRole('button', { name: 'Left buccal' }).click();
    await page.getByRole('alert').getByText('Left buccal could not be loaded.').waitFor();
    await page.keyboard.press('ArrowLeft');
    expect(await shown(page)).toBe('Frontal');
    await page.context().close();
  });

  test('small ones out of sight are not fetched', async () => {
    const page = await stand.visit(script, { viewport: { width: 320, height: 600 } });
    const marks = await page
      .getByRole('button', { name: 'Profile' })
      .click()
      .then(async () => {
        await page.getByRole('dialog').waitFor();
        return page.locator('nav img').evaluateAll((images) => images.map((image) => image.getAttribute('loading')));
      });
    expect(marks).toEqual(Array(8).fill('lazy'));
    await page.context().close();
  });

  test.each(['light', 'dark'] as const)('break no rule of accessibility in %s', async (colorScheme) => {
    const page = await open('Profile');
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await page.context().close();
  });
});
