import { readFile } from 'node:fs/promises';
import pg from 'pg';
import type { CDPSession } from 'playwright';
import { openBrowser } from '../../e2e/browser.ts';
import { type Figures, median, percentile } from '../figures.ts';
import { startServer } from '../server.ts';
import type { Readers } from './fill.ts';

const rounds = 5;
const both = 10_000_000 / 8;

/** The list's first page on a slow computer and line, and how long the page's thread is held up while scrolling through it. */
export async function measureBrowser(
  figures: Figures,
  ownerUrl: string,
  secret: string,
  readers: Readers,
): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('update midline.instance set set_up_at = now()');
  await owner.end();
  const server = await startServer('server/main.ts', {
    DATABASE_URL: ownerUrl,
    SECRET: secret,
    LOG_LEVEL: 'error',
    REQUESTS_PER_MINUTE: '1000000',
  });
  const browser = await openBrowser();
  const base = server.url.replace('127.0.0.1', 'localhost');
  try {
    const shown: number[] = [];
    const frames: number[] = [];
    const work: number[] = [];
    const memory: number[] = [];
    const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 900 } });
    await context.addInitScript(noteList);
    await context.addCookies([{ name: 'midline_session', value: readers.token, url: base }]);
    const system = await browser.newBrowserCDPSession();
    for (let round = -1; round < rounds; round += 1) {
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      await session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 40,
        downloadThroughput: both,
        uploadThroughput: both,
      });
      await page.goto(`${base}/practices/${readers.big.practiceId}`, { waitUntil: 'commit' });
      const at = await page.evaluate<number>('listStood');
      const before = await busyMs(session);
      const gaps = await page.evaluate<number[]>(scroll);
      if (round >= 0) {
        shown.push(at);
        frames.push(...gaps);
        work.push(((await busyMs(session)) - before) / gaps.length);
        memory.push(await largestRenderer(system));
      }
      await page.close();
    }
    figures.atMost('list on the screen, files in the cache, 4× slower, 10 Mbit/s', median(shown), 1200, 'ms');
    figures.tell('a frame while scrolling, 4× slower: median', median(frames), 'ms');
    figures.atMost('  p95', percentile(frames, 0.95), 50, 'ms');
    figures.tell("  of which the page's thread works", median(work), 'ms');
    figures.atMost('memory of the page after scrolling', median(memory), 200, 'MB');
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Runs in the page before its own scripts: when ten rows had been laid out. Asking from outside would take the slowed thread's time. */
const noteList = `window.listStood = new Promise((done) => {
  const watch = new MutationObserver(() => {
    if (document.querySelectorAll('tbody tr').length < 11) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  });
  watch.observe(document, { childList: true, subtree: true });
})`;

/** Sixty steps of a row and a bit: the times between frames. */
const scroll = `new Promise((done) => {
  const gaps = []; let last = performance.now(); let left = 60;
  const step = (now) => { gaps.push(now - last); last = now; window.scrollBy(0, 60); left -= 1; left > 0 ? requestAnimationFrame(step) : done(gaps.slice(5)); };
  requestAnimationFrame(step); })`;

/** What the page's main thread has worked so far, processor time, slowing included. */
async function busyMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}

/** Memory of the largest renderer that is its own, in MB. */
async function largestRenderer(system: CDPSession): Promise<number> {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => anonymousBytes(id));
  return Math.max(...(await Promise.all(renderers))) / 1e6;
}

async function anonymousBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return 1024 * Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? 0);
}
