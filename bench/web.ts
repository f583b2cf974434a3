import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Browser, CDPSession, Page } from 'playwright';
import { newToken } from '#platform/secret.ts';
import { openBrowser } from '../e2e/browser.ts';
import { Figures, median } from './figures.ts';
import { benchDatabase, startServer } from './server.ts';
import { fill } from './team.ts';

const rounds = 3;
const slowdown = 4;
const bytesPerSecond = 10_000_000 / 8;
const roundTripMs = 40;

type Interaction = { what: string; durationMs: number };
type Visit = { path: string; token?: string; seen: string; act(page: Page): Promise<void> };
type Seen = {
  script: number;
  ahead: number;
  everything: number;
  files: number;
  paintMs: number;
  interactions: Interaction[];
};

/** Sign-in page and the users of a practice of 25: what travels, when it is there, how soon it answers, on a slow computer and line. */
export async function bench(): Promise<boolean> {
  const figures = new Figures();
  const database = await benchDatabase();
  const server = await startServer('server/main.ts', {
    DATABASE_URL: database.ownerUrl,
    SECRET: newToken(),
    LOG_LEVEL: 'error',
    REQUESTS_PER_MINUTE: '1000000',
  });
  const browser = await openBrowser();
  try {
    const { organisationId, token } = await fill(database.ownerUrl);
    await sayItIsSetUp(database.ownerUrl);
    const base = server.url.replace('127.0.0.1', 'localhost');
    const visits = {
      'sign-in page': { path: '/sign-in', seen: 'input[type=email], input[name=email]', act: signIn },
      users: { path: `/practices/${organisationId}/settings/users`, token, seen: 'text=Last2', act: lookAround },
    } satisfies Record<string, Visit>;
    const worker = await workerBytes();
    const script: Record<string, number> = {};
    for (const [name, visit] of Object.entries(visits) as [string, Visit][]) {
      await look(browser, base, visit);
      const looks: Seen[] = [];
      for (let round = 0; round < rounds; round += 1) looks.push(await look(browser, base, visit));
      const of = (read: (seen: Seen) => number) => median(looks.map(read));
      script[name] = (of((seen) => seen.script) + (visit.token ? worker : 0)) / 1000;
      figures.tell(
        `${name}: files`,
        of((seen) => seen.files),
      );
      figures.tell('  everything transferred, headers included', of((seen) => seen.everything) / 1000, 'KB');
      figures.atMost('  JavaScript at first load, as transferred (brotli)', script[name], 220, 'KB');
      figures.tell('    fetched ahead afterwards', of((seen) => seen.ahead) / 1000, 'KB');
      figures.atMost(
        '  largest contentful paint',
        of((seen) => seen.paintMs),
        2500,
        'ms',
      );
      figures.atMost(
        '  slowest interaction',
        of((seen) => slowest(seen.interactions)),
        200,
        'ms',
      );
      const all = looks.flatMap(({ interactions }) => interactions).sort((a, b) => b.durationMs - a.durationMs);
      figures.tell(`  the slowest of ${all.length}: ${all[0]!.what}`, all[0]!.durationMs, 'ms');
    }
    figures.atMost('sign-in page beside the whole shell', (100 * script['sign-in page']!) / script.users!, 99, '%');
    return figures.met();
  } finally {
    await browser.close();
    await server.stop();
    await database.stop();
  }
}

/** One visit with an empty cache. */
async function look(browser: Browser, base: string, visit: Visit): Promise<Seen> {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 900 } });
  try {
    if (visit.token) await context.addCookies([{ name: 'midline_session', value: visit.token, url: base }]);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const traffic = await listen(session);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    const both = { downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond };
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: roundTripMs, ...both });
    await page.addInitScript({ path: 'bench/watch-page.js' });
    await page.goto(base + visit.path);
    await page.locator(visit.seen).first().waitFor();
    // What the page fetches ahead once it is quiet counts too.
    for (let before = -1; before !== traffic.files; ) {
      before = traffic.files;
      await page.waitForTimeout(2500);
    }
    const paintMs = await page.evaluate<number>('seenByBench.paintMs');
    const { everything, files } = traffic;
    const script = await page.evaluate<number>('seenByBench.scriptBytesBeforePaint()');
    const ahead = traffic.script - script;
    await visit.act(page);
    await page.waitForTimeout(300);
    const interactions = await page.evaluate<Interaction[]>('seenByBench.interactions()');
    return { script, ahead, everything, files, paintMs, interactions };
  } finally {
    await context.close();
  }
}

/** Counts what comes over the line; scripts without their headers, as other people's figures are. */
async function listen(session: CDPSession): Promise<{ script: number; everything: number; files: number }> {
  const traffic = { script: 0, everything: 0, files: 0 };
  const urls = new Map<string, string>();
  session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    traffic.everything += encodedDataLength;
    traffic.files += 1;
  });
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    if (/\.js(\?|$)/.test(urls.get(requestId) ?? '')) traffic.script += encodedDataLength;
  });
  await session.send('Network.enable');
  return traffic;
}

async function signIn(page: Page): Promise<void> {
  await page.locator('input').first().click();
  await page.keyboard.type('anna@example.org', { delay: 60 });
  await page.locator('input[type=password]').first().click();
  await page.keyboard.type('a calm lake', { delay: 60 });
}

async function lookAround(page: Page): Promise<void> {
  await page.getByLabel('Find by name').click();
  await page.keyboard.type('Last2', { delay: 100 });
  await page.getByRole('button', { name: 'Clear search' }).click();
  await page.getByRole('button', { name: 'Actions for' }).first().click();
  await page.getByRole('menuitem').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Invite practitioner' }).click();
  await page.getByRole('dialog').getByLabel('E-mail address').click();
  await page.keyboard.type('mo@example.org', { delay: 60 });
  await page.keyboard.press('Escape');
}

const slowest = (interactions: readonly Interaction[]) => Math.max(...interactions.map(({ durationMs }) => durationMs));

/** The script of live updates runs beside the page, where the page's own traffic doesn't show it. */
async function workerBytes(): Promise<number> {
  const folder = 'build/web/assets';
  const name = (await readdir(folder)).find((each) => /^live-worker.*\.js\.br$/.test(each));
  return name ? (await stat(join(folder, name))).size : 0;
}

async function sayItIsSetUp(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('update midline.instance set set_up_at = now()');
  await owner.end();
}
