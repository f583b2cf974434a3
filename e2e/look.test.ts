import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { invite } from '#contract/team.ts';
import type { Organisation, Person } from '#testing/world.ts';
import { type Midline, openMidline, seen, title } from './midline.ts';

let midline: Midline;
let practice: Organisation;
let admin: Person;

beforeAll(async () => {
  midline = await openMidline();
  const { world } = midline;
  practice = await world.practice(await world.group('Lindenhof Group'), 'Lindenhof');
  admin = await world.person({ firstName: 'Anna', lastName: 'Admin' });
  await world.member(practice, admin, 'owner_manager');
  await world.member(practice, await world.person(), 'practitioner', 'admin', 'dentist');
  const away = await world.person({ firstName: 'Gone', lastName: 'Away' });
  const memberId = await world.member(practice, away, 'front_desk');
  await world.sql(`update members set deactivated_at = now() where id = $1`, [memberId]);
  await (await world.as(admin)).call(invite, {
    params: { organisationId: practice.id },
    body: { email: 'new@example.org', firstName: 'Nina', lastName: 'New', role: 'front_desk' },
  });
});
afterAll(() => midline?.stop());

test('the language switch changes the interface, and it stays', async () => {
  const page = await midline.visit(`/practices/${practice.id}/settings/users`, admin);
  await seen(title(page, 'Users'));
  await speak(page, 'Your menu', 'Language', 'Deutsch');
  await seen(title(page, 'Benutzer'), page.getByRole('link', { name: 'Fälle verwalten' }));
  await page.reload();
  await seen(title(page, 'Benutzer'));
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  await page.getByRole('button', { name: /^Ihr Menü/ }).focus();
  await speak(page, 'Ihr Menü', 'Sprache', 'Français');
  await seen(title(page, 'Utilisateurs'));
  await speak(page, 'Votre menu', 'Langue', 'English');
  await seen(title(page, 'Users'));
});

async function speak(page: Page, menu: string, entry: string, language: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${menu}`) }).click();
  await page.getByRole('menuitem', { name: entry }).hover();
  await page.getByRole('menuitemradio', { name: language }).click();
  await page.keyboard.press('Escape');
}

/** The page, something on it that is there once all is loaded, and where it is. */
const pages: [name: string, loaded: (page: Page) => Locator, path: () => string][] = [
  ['sign-in', (page) => page.getByRole('button', { name: 'Sign in with a passkey' }), () => '/sign-in'],
  ['users', (page) => page.getByText('Nina New'), () => `/practices/${practice.id}/settings/users`],
  [
    'practice information',
    (page) => page.getByLabel('Name of the practice'),
    () => `/practices/${practice.id}/settings/practice`,
  ],
  ['my account', (page) => page.getByRole('button', { name: 'Add passkey' }), () => '/account/security'],
  [
    'audit',
    (page) => page.getByText('Anna Admin invited new@example.org.'),
    () => `/practices/${practice.id}/settings/audit`,
  ],
];

test.each(pages)('axe finds nothing serious on %s, in both themes', async (name, loaded, path) => {
  const page = await midline.visit(path(), name === 'sign-in' ? undefined : admin);
  await seen(loaded(page));
  expect(await seriousOn(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await seen(page.locator('html[data-mantine-color-scheme=dark]'));
  expect(await seriousOn(page)).toEqual([]);
});

test('axe finds nothing serious in the form that invites somebody', async () => {
  const page = await midline.visit(`/practices/${practice.id}/settings/users`, admin);
  await page.getByRole('button', { name: 'Invite practitioner' }).click();
  await page.getByRole('dialog').getByLabel('E-mail address').fill('next@example.org');
  await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
  await seen(page.getByLabel('First name'));
  expect(await seriousOn(page)).toEqual([]);
});

test('on a phone no page is wider than the screen, and the menu leads from one to the other', async () => {
  const page = await midline.visit('/', admin, { narrow: true });
  await seen(title(page, 'Manage Orders'));
  await page.getByRole('button', { name: 'Main navigation' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Settings' }).click();
  await seen(page.getByText('Nina New'));
  for (const [, loaded, path] of pages.slice(1)) {
    await page.goto(path());
    await seen(loaded(page));
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), path()).toBeLessThanOrEqual(0);
  }
});

async function seriousOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
