import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase } from '#testing/postgres.ts';
import { freePort } from '#testing/world.ts';
import { openBrowser } from './browser.ts';
import { choose, needWebBuild, openProfile, seen, title } from './midline.ts';

const checkout = fileURLToPath(new URL('..', import.meta.url));
let browser: Browser;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let dataDir: string;
let server: ChildProcess;
let printed: string;

beforeAll(async () => {
  needWebBuild();
  database = await createTestDatabase(inject('postgresUrl'));
  dataDir = await mkdtemp(join(tmpdir(), 'midline-set-up-'));
  const settings = {
    DATABASE_URL: database.url,
    SECRET: 'a secret of this test alone, long enough',
    DATA_DIR: dataDir,
    PORT: String(await freePort()),
    LOG_LEVEL: 'error',
  };
  server = spawn(process.execPath, ['server/main.ts'], {
    cwd: checkout,
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  printed = await printedLink(server);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (server?.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  await database?.drop();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

async function printedLink({ stdout }: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: stdout! })) {
    const link = /https?:\S+\/set-up\/\S+/.exec(line)?.[0];
    if (link) return link;
  }
  throw new Error('The server ended without printing a set-up link.');
}

test('a fresh Midline is set up by the printed link, which works once', async () => {
  const context = await openProfile(browser, { locale: 'en', timezoneId: 'Europe/Berlin' });
  const page = await context.newPage();
  await page.goto(new URL('/', printed).href);
  await seen(page.getByText('This instance has not been set up yet.'));

  await page.goto(printed);
  await seen(title(page, 'Welcome to Midline'));
  await page.getByLabel('First name').fill('Anna');
  await page.getByLabel('Last name').fill('Gründer');
  await page.getByLabel('E-mail address').fill('anna@example.org');
  await page.getByLabel('Password', { exact: true }).fill('password1234');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Name of the group').fill('Seegruppe');
  await page.getByLabel('Name of the practice').fill('Praxis am See');
  await page.getByLabel('City').fill('Konstanz');
  await choose(page, 'Country', 'Germany');
  await page.getByRole('button', { name: 'Set up Midline' }).click();
  // A password that is too common leads back to its field, and nothing typed is lost.
  await seen(page.getByText(/too easy to guess/));
  await page.getByLabel('Password', { exact: true }).fill('Zwetschgen-Kabel 41');
  await page.getByRole('button', { name: 'Continue' }).click();
  expect(await page.getByLabel('City').inputValue()).toBe('Konstanz');
  await page.getByRole('button', { name: 'Set up Midline' }).click();

  await seen(title(page, 'Users'));
  await seen(page.getByRole('list', { name: 'Administrative staff', exact: true }).getByText('Anna Gründer'));
  await seen(page.getByRole('button', { name: 'Change practice. Open now: Praxis am See' }));
  await page.getByRole('button', { name: 'Your menu: Anna Gründer' }).click();
  await page.getByRole('menuitem', { name: 'Run this instance' }).click();
  await seen(title(page, 'Organisations'), page.getByText('Seegruppe').first());

  const second = await (await openProfile(browser, { locale: 'en' })).newPage();
  await second.goto(printed);
  await seen(second.getByRole('alert'));
  expect(await second.getByLabel('E-mail address').count()).toBe(0);
});
