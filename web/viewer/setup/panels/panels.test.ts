import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStand, type Stand } from '../../testing/open-stand.ts';
import { versionFiles } from './testing/versions.ts';

let stand: Stand;

beforeAll(async () => {
  stand = await openStand(versionFiles());
});
afterAll(() => stand?.stop());

async function panel(query: string, options?: BrowserContextOptions): Promise<Page> {
  const page = await stand.visit(`/viewer/setup/panels/testing/panels.tsx?panel=${query}`, options);
  await page.getByTestId('state').waitFor();
  return page;
}

/** Stage and tooth, as the viewer beside the panel would be told. */
const told = (page: Page, wanted: string) => page.getByTestId('state').getByText(wanted, { exact: true }).waitFor();
const focused = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.tooth);
const toothColumn = (page: Page) =>
  page
    .locator('tbody [data-tooth]')
    .evaluateAll((teeth) => teeth.map((tooth) => Number((tooth as HTMLElement).dataset.tooth)));

test('a version without single teeth says so instead of showing an empty table', async () => {
  const page = await panel('movement&whole');
  await page.getByText('This version has no single teeth').waitFor();
  expect(await page.getByRole('table').count()).toBe(0);
});

test('without a version to compare with, and without a treatment table, the panels say what is missing', async () => {
  await (await panel('compare')).getByText('No version to compare with').waitFor();
  await (await panel('treatment&bare')).getByText('Nothing planned beside the movement').waitFor();
});

test('where no tooth is in both versions, none is said to end in the same place', async () => {
  const page = await panel('compare&whole&compare=1');
  await page.getByText('No tooth is in both versions').waitFor();
  expect(await page.getByText(/same (place|coordinates)/).count()).toBe(0);
});

test('a tooth beyond the limits says at which stage and by how much, in words, and leads there', async () => {
  const page = await panel('movement&hurried');
  await page.getByText(/^\d+ teeth move more than 0\.3 mm or 3° in a stage$/).waitFor();
  const row = page.getByRole('row').filter({ has: page.locator('[data-tooth="12"]') });
  await row.getByRole('button', { name: /^Stage \d: 0\.\d\d mm/ }).click();
  await page
    .getByTestId('state')
    .getByText(/^[1-8]\/12$/)
    .waitFor();
});

test('other limits judge anew, and words follow', async () => {
  const page = await panel('movement');
  await page.getByText('No tooth moves more than 0.3 mm or 3° in a stage').waitFor();
  await page.getByRole('textbox', { name: 'Distance in a stage, mm' }).fill('0.1');
  await page.getByText(/^\d+ teeth move more than 0\.1 mm or 3° in a stage$/).waitFor();
});

test('by keyboard alone: one stop for the tab key, arrows from tooth to tooth, space chooses', async () => {
  const page = await panel('movement');
  const table = page.getByRole('table');
  expect(await table.locator('[data-tooth][tabindex="0"]').count()).toBe(1);
  await table.locator('[data-tooth="17"]').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'Space']) await page.keyboard.press(key);
  await told(page, '0/15');
  await page.keyboard.press('End');
  expect(await focused(page)).toBe('37');
  await page.keyboard.press('Enter');
  await told(page, '0/37');
  await page.keyboard.press('Enter');
  await told(page, '0/-');
});

test('a screen reader hears the figure with its direction, and the tooth by its name', async () => {
  const page = await panel('movement&notation=universal&tooth=12');
  const row = page.getByRole('row').filter({ has: page.locator('[data-tooth="12"]') });
  await row.getByRole('button', { name: '7, upper right lateral incisor', pressed: true }).waitFor();
  const heard = await row.getByRole('cell').allTextContents();
  expect(heard[0]).toMatch(/^\d\.\d\d[MD] to (mesial|distal)$/);
  expect(heard[4]).toMatch(/mesial side (inwards|outwards)$/);
});

test('sorted by a column the largest comes first and the head says so; arches can be shown alone', async () => {
  const page = await panel('movement');
  await page.getByRole('button', { name: 'Rotation' }).click();
  await page.getByRole('columnheader', { name: 'Rotation', exact: true }).waitFor();
  expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
  const rotations = await page.locator('tbody tr td:nth-child(6)').allTextContents();
  const sizes = rotations.map((text) => Number.parseFloat(text) || 0);
  expect(sizes).toEqual(sizes.toSorted((one, other) => other - one));
  await page.getByText('Lower', { exact: true }).click();
  expect((await toothColumn(page)).every((tooth) => tooth > 30)).toBe(true);
});

test('“This stage” follows the stage shown; chosen stages stay', async () => {
  const page = await panel('movement&stage=3');
  await page.getByRole('button', { name: 'This stage' }).click();
  await page.getByRole('table', { name: 'Movement of each tooth from Stage 2 to Stage 3' }).waitFor();
  await page.getByRole('combobox', { name: 'From' }).click();
  await page.getByRole('option', { name: 'Stage 0 (start)' }).click();
  await page.getByRole('table', { name: 'Movement of each tooth from Stage 0 to Stage 3' }).waitFor();
});

test('between versions it says how they were laid over each other, and judges no limits', async () => {
  const page = await panel('movement&compare=1');
  await page.getByRole('combobox', { name: 'To' }).click();
  await page.getByRole('group', { name: 'Version 2' }).getByRole('option', { name: 'Stage 15 (end)' }).click();
  await page.getByText('Both versions have the same coordinates').waitFor();
  expect(await page.getByRole('button', { name: 'Beyond limits' }).count()).toBe(0);
});

test('the table is copied as CSV', async () => {
  const page = await panel('movement', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByRole('button', { name: 'Copy as CSV' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\r\n');
  expect(lines[0]).toContain('Mesial / distal (+ to mesial / - to distal), mm'.replace(' /', '\u00a0/'));
  expect(lines).toHaveLength(29);
});

test('the treatment plan shows what is due, marks the stage shown and leads to others', async () => {
  const page = await panel('treatment&stage=4');
  const current = page.locator('li[aria-current=step]');
  expect(await current.textContent()).toContain('43–42: 0.20 mm');
  await page.getByRole('button', { name: 'Stage 13', exact: true }).click();
  await told(page, '13/-');
  await page.locator('li[aria-current=step]', { hasText: 'Remove attachments' }).waitFor();
  await page.getByRole('button', { name: '15 bevelled' }).last().click();
  await told(page, '13/15');
});

test('the row of teeth says attachments and reduction, and is walked by arrows', async () => {
  const page = await panel('treatment&stage=4');
  const tooth = page.getByRole('button', {
    name: /^41, lower right central incisor, 0\.20 mm IPR to 31 at this stage$/,
  });
  await tooth.click();
  await told(page, '4/41');
  await page.getByRole('button', { name: /^15, .*bevelled attachment, buccal, placed at this stage$/ }).waitFor();
  await page.keyboard.press('ArrowUp');
  expect(await focused(page)).toBe('11');
  await page.keyboard.press('End');
  expect(await focused(page)).toBe('27');
});

test('two versions: what changed stands there with words, from the older to the shown one', async () => {
  const page = await panel('compare&version=1&compare=0');
  await page.getByText('From Version 1 to Version 2').waitFor();
  const turned = page.getByRole('row').filter({ has: page.getByRole('button', { name: /^12,/ }) });
  expect(await turned.textContent()).toMatch(/Rotation \(°\) 16\.7.*21\.7/);
  const ipr = page.getByRole('region', { name: /^Interproximal reduction/ });
  expect(await ipr.getByRole('listitem').filter({ hasText: 'Removed' }).count()).toBe(5);
  await ipr.getByRole('button', { name: '13–12' }).click();
  await told(page, '0/13');
});

test('stage by stage: each bar says its tooth and whether it is beyond the limit, and leads to its stage', async () => {
  const page = await panel('stages&hurried&stage=1');
  const bars = page.getByRole('group', { name: /^Longest distance of a tooth, mm/ }).getByRole('button');
  expect(await bars.first().getAttribute('aria-label')).toMatch(/^Stage 1: tooth \d\d, 0\.\d\d mm, beyond the limit$/);
  await bars.first().focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
  await told(page, '3/-');
});

test.each(['movement&hurried', 'treatment&stage=4', 'compare&version=1&compare=0', 'stages'])(
  'on a narrow phone in German nothing of %s is wider than the page',
  async (query) => {
    const page = await panel(query, { viewport: { width: 320, height: 640 }, locale: 'de-DE', hasTouch: true });
    const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
    expect(scrollWidth).toBe(clientWidth);
  },
);

test.each(['movement&hurried&tooth=12', 'treatment&stage=4&tooth=41', 'compare&version=1&compare=0', 'stages&hurried'])(
  'axe finds nothing serious in %s, in both themes',
  async (query) => {
    const page = await panel(query);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
      const { violations } = await new AxeBuilder({ page }).include('main').analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${colorScheme} ${id}: ${html}`))).toEqual([]);
    }
  },
);
