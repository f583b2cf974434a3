import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStand, type Stand } from '../../viewer/testing/open-stand.ts';

let stand: Stand;

beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand?.stop());

async function chart(query = '', options?: BrowserContextOptions): Promise<Page> {
  const page = await stand.visit(`/features/teeth/testing/chart.tsx${query}`, options);
  await page.locator('[data-tooth]').first().waitFor();
  return page;
}

const chosen = (page: Page) =>
  page
    .locator('[data-tooth][aria-checked=true]')
    .evaluateAll((teeth) => teeth.map((tooth) => Number((tooth as SVGElement).dataset.tooth)).sort((a, b) => a - b));

test('a missing tooth can’t be chosen, by pointer or key, and is skipped by “Upper arch”', async () => {
  const page = await chart();
  const missing = page.getByRole('checkbox', { name: '18, upper right third molar, not available' });
  await missing.click({ force: true });
  await missing.press(' ');
  expect(await chosen(page)).toEqual([]);
  await page.getByRole('button', { name: 'Upper arch' }).click();
  expect(await chosen(page)).toHaveLength(15);
  expect(await chosen(page)).not.toContain(18);
});

test('a chart that only shows has nothing to press', async () => {
  const page = await chart('?read&teeth=12');
  expect(await page.getByRole('checkbox').count()).toBe(0);
  expect(await page.getByRole('button').count()).toBe(0);
  expect(await page.getByRole('img', { name: '12, upper right lateral incisor' }).count()).toBe(1);
});

test('by keyboard alone: one stop for the tab key, arrows from tooth to tooth and arch to arch, space chooses', async () => {
  const page = await chart();
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () => page.evaluate(() => (document.activeElement as SVGElement | null)?.dataset.tooth);
  await page.getByRole('button', { name: 'Anterior teeth' }).focus();
  await press('Tab');
  const stops = await page.locator('[data-tooth][tabindex="0"]').count();
  expect([stops, await focused()]).toEqual([1, '18']);
  await press('ArrowLeft', 'ArrowRight', 'ArrowRight', ' ', 'ArrowDown', ' ', 'End', 'ArrowUp', 'Enter');
  expect(await chosen(page)).toEqual([16, 28, 46]);
  await press('Enter', 'Home');
  expect([await chosen(page), await focused()]).toEqual([[16, 46], '18']);
});

test('quick choice takes an arch and gives it back', async () => {
  const page = await chart('?teeth=31');
  const anterior = page.getByRole('button', { name: 'Anterior teeth' });
  await anterior.click();
  expect(await chosen(page)).toEqual([11, 12, 13, 21, 22, 23, 31, 32, 33, 41, 42, 43]);
  expect(await anterior.getAttribute('aria-pressed')).toBe('true');
  await anterior.click();
  expect(await chosen(page)).toEqual([]);
});

test('where one tooth is asked for, a second replaces the first', async () => {
  const page = await chart('?single&teeth=11');
  await page.getByRole('radio', { name: /^36,/ }).click();
  expect(await chosen(page)).toEqual([36]);
});

test('a screen reader hears number, place and marks in the person’s notation', async () => {
  const page = await chart('?marks&notation=universal');
  await page.getByRole('checkbox', { name: '3, upper right first molar, Not to be moved', exact: true }).waitFor();
  await page.getByRole('checkbox', { name: /^19, lower left first molar, No attachments, Not to be moved$/ }).waitFor();
  await page.getByRole('group', { name: 'Teeth not to be moved' }).waitFor();
});

test.each(['permanent', 'deciduous', 'mixed'])(
  'on the narrowest phone a finger finds each %s tooth',
  async (dentition) => {
    const page = await chart(`?dentition=${dentition}`, { viewport: { width: 320, height: 640 }, hasTouch: true });
    const targets = await page.locator('[data-tooth]').evaluateAll((teeth) =>
      teeth.map((tooth) => {
        const { x, y, width, height } = tooth.querySelector('ellipse')!.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2, size: Math.min(width, height) };
      }),
    );
    expect(targets.length).toBe({ permanent: 32, deciduous: 20, mixed: 52 }[dentition]);
    expect(Math.min(...targets.map(({ size }) => size))).toBeGreaterThanOrEqual(24);
    const apart = targets.flatMap((one, index) =>
      targets.slice(index + 1).map((other) => Math.hypot(one.x - other.x, one.y - other.y)),
    );
    expect(Math.min(...apart)).toBeGreaterThanOrEqual(24);
  },
);

test('axe finds nothing serious, in both themes', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await chart('?marks&teeth=12,46', { colorScheme });
    const { violations } = await new AxeBuilder({ page }).include('main').analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  }
});
