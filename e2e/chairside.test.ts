import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readPdf } from '#testing/pdf/read-pdf.ts';
import { type VisitWorld, visitWorld } from '../server/modules/chairside/testing/visit-world.ts';
import { openBrowser } from './browser.ts';
import { needWebBuild, openProfile, seen } from './midline.ts';

let world: VisitWorld;
let browser: Browser;

beforeAll(async () => {
  needWebBuild();
  world = await visitWorld(inject('postgresUrl'), { forRealBrowser: true });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

async function open(path: string, size = { width: 1024, height: 768 }): Promise<Page> {
  const context = await openProfile(browser, { baseURL: world.url, viewport: size, hasTouch: true });
  const value = world.browsers.provider.cookies.get('midline_session')!;
  await context.addCookies([{ name: 'midline_session', value, url: world.url }]);
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

test('from the case to the card: one tap records the visit, undo takes it back, and a patient who is behind is noted', async () => {
  const place = await world.treated({
    wearDays: 10,
    ipr: [{ stage: 3, between: [11, 21], mm: 0.2 }],
    attachments: [{ tooth: 13, kind: 'ellipsoid', placedAt: 1 }],
  });
  const page = await open(`/practices/${world.practiceId}/cases/${place.caseId}`);
  await page.getByRole('link', { name: 'Chairside card' }).click();
  await seen(page.getByText('Stages 1–2', { exact: true }));
  expect(await page.getByRole('checkbox', { name: '13: ellipsoid' }).isChecked()).toBe(true);
  expect(await page.evaluate('document.documentElement.scrollHeight <= innerHeight')).toBe(true);

  await page.getByRole('button', { name: 'Done as shown' }).click();
  await seen(page.getByText('Visit recorded.'));
  await seen(page.getByText('Stage 1 of 10').first());
  await seen(page.getByRole('checkbox', { name: '11–21: 0.2 mm' }));
  // What comes next isn't due: a second tap asks first.
  await seen(page.getByRole('button', { name: 'Record another visit' }));
  await page.getByRole('button', { name: 'Undo' }).click();
  await seen(page.getByText('Visit taken back.'));
  await seen(page.getByRole('button', { name: 'Done as shown' }));

  await page.getByRole('button', { name: 'Done as shown' }).click();
  await seen(page.getByRole('button', { name: 'Record another visit' }));
  await world.pass(15);
  await page.reload();
  await seen(page.getByText('Stage 2 of 10').first());
  await page.getByRole('button', { name: 'Patient is behind' }).click();
  const dialog = page.getByRole('dialog');
  await seen(dialog.getByText('Stage 1', { exact: true }));
  await dialog.getByRole('button', { name: 'Record visit' }).click();
  await seen(page.getByText('1 stage behind'));
  const card = await world.card(place);
  expect(card).toMatchObject({ behind: 1, handedTo: 2, worn: { stage: 1 } });
  expect(card.visits.map(({ takenBackAt }) => takenBackAt !== null)).toEqual([false, false, true]);

  const downloading = page.context().waitForEvent('download');
  await page.getByRole('link', { name: 'Print' }).click();
  const printed = await readPdf(await readFile(await (await downloading).path()));
  expect(printed.pages).toHaveLength(1);
  expect(printed.text).toContain('Hand over: Stages 3–');
});
