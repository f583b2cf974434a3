import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOrder } from '#contract/orders.ts';
import type { Organisation, Person } from '#testing/world.ts';
import { gone, type Midline, openMidline, seen, title } from './midline.ts';

const cases = 130;

let midline: Midline;
let practice: Organisation;
let admin: Person;

beforeAll(async () => {
  midline = await openMidline();
  const { world } = midline;
  practice = await world.practice(await world.group('Lindenhof Group'), 'Lindenhof');
  const dentist = await world.person({ firstName: 'Dana', lastName: 'Dentist' });
  admin = await world.person({ firstName: 'Ada', lastName: 'Admin' });
  await world.member(practice, dentist, 'practitioner', 'user', 'dentist');
  await world.member(practice, admin, 'front_desk', 'admin');
  const browser = await world.as(dentist);
  const params = { practiceId: practice.id };
  for (let made = 0; made < cases; made += 1) await browser.call(startOrder, { params, body: { kind: 'aligner' } });
});
afterAll(() => midline?.stop());

const box = (page: Page, place: number) => page.getByRole('checkbox', { name: /^Select case/ }).nth(place);

test('scrolling to the end makes each row once, keeps only those near in the page, and reads each page once', async () => {
  const page = await midline.visit(`/practices/${practice.id}`, admin);
  await seen(page.locator('tr[aria-rowindex="2"]'));
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('after=') && asked.push(request.url()));
  const scrolled = await page.evaluate<Scrolled>(scrollToRow(cases + 1));
  expect(scrolled.rows).toBeGreaterThanOrEqual(cases - 40);
  expect(scrolled.madeAgain).toBeLessThanOrEqual(10);
  expect(scrolled.mostAtOnce).toBeLessThanOrEqual(50);
  // One for a kind of date and a language; one for each cell is what once made a frame last most of a second.
  expect(scrolled.formatters).toBeLessThanOrEqual(10);
  expect(asked).toEqual([...new Set(asked)]);
  expect(asked.length).toBeGreaterThanOrEqual(Math.floor(cases / 50));
});

type Scrolled = { rows: number; madeAgain: number; mostAtOnce: number; formatters: number };

/** Runs in the page: scrolls by the frame until the row is there, and counts what that cost. */
const scrollToRow = (last: number) => `new Promise((done) => {
  const made = new Map();
  const body = document.querySelector('tbody');
  const now = () => [...body.querySelectorAll('tr[aria-rowindex]')];
  const known = new Set(now().map((row) => row.ariaRowIndex));
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const row of addedNodes) {
      const place = row.getAttribute?.('aria-rowindex');
      if (place) made.set(place, (made.get(place) ?? 0) + 1);
    }
  }).observe(body, { childList: true });
  let formatters = 0;
  const Format = Intl.DateTimeFormat;
  Intl.DateTimeFormat = function (...given) { formatters += 1; return new Format(...given); };
  let mostAtOnce = 0;
  const step = () => {
    window.scrollBy(0, 120);
    mostAtOnce = Math.max(mostAtOnce, now().length);
    if (!body.querySelector('tr[aria-rowindex="${last}"]')) return requestAnimationFrame(step);
    const again = [...made].reduce((sum, [place, times]) => sum + times - 1 + (known.has(place) ? 1 : 0), 0);
    done({ rows: made.size, madeAgain: again, mostAtOnce, formatters });
  };
  requestAnimationFrame(step);
})`;

test('cases are ticked by mouse, with shift and by keys; a row opens its case, and the tip says what a sign means', async () => {
  const page = await midline.visit(`/practices/${practice.id}`, admin);
  await box(page, 1).click();
  await seen(page.getByText('1 case selected'));
  await box(page, 4).click({ modifiers: ['Shift'] });
  await seen(page.getByText('4 cases selected'));
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await seen(page.getByText('5 cases selected'));
  await page.getByRole('button', { name: 'Clear selection' }).click();
  await gone(page.getByText('cases selected'));
  await page.getByText('None', { exact: true }).first().hover();
  await seen(page.getByRole('tooltip', { name: 'No collaborator on this case' }));
  await page.getByRole('row').nth(3).getByRole('link').first().click();
  await page.waitForURL(/\/cases\//);
  await page.goBack();
  await seen(title(page, 'Manage Orders'), box(page, 0));
});

test('on a phone somebody asks for boxes, ticks cases anywhere on their cards, and gets the cards back', async () => {
  const page = await midline.visit(`/practices/${practice.id}`, admin, { narrow: true });
  const cards = page.getByRole('list').getByRole('listitem');
  await seen(cards.first());
  expect(await page.getByRole('checkbox').count()).toBe(0);
  await page.getByRole('button', { name: 'Select cases' }).tap();
  await cards.nth(0).tap();
  await cards.nth(2).tap();
  await seen(page.getByText('2 cases selected'), page.getByRole('button', { name: 'Hand over' }));
  expect(await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')).toBe(false);
  await page.getByRole('button', { name: 'Select cases' }).tap();
  await gone(page.getByText('cases selected'));
  await cards.nth(1).getByRole('link').first().tap();
  await page.waitForURL(/\/cases\//);
});
