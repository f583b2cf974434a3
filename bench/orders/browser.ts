import pg from 'pg';
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
    const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 900 } });
    await context.addCookies([{ name: 'midline_session', value: readers.token, url: base }]);
    for (let round = -1; round < rounds; round += 1) {
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      await session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 40,
        downloadThroughput: both,
        uploadThroughput: both,
      });
      await page.goto(`${base}/practices/${readers.big.practiceId}`, { waitUntil: 'commit' });
      await page.locator('tbody tr').nth(10).waitFor();
      if (round >= 0) shown.push(await page.evaluate<number>('performance.now()'));
      const gaps = await page.evaluate<number[]>(`new Promise((done) => {
        const gaps = []; let last = performance.now(); let left = 60;
        const step = (now) => { gaps.push(now - last); last = now; window.scrollBy(0, 60); left -= 1; left > 0 ? requestAnimationFrame(step) : done(gaps.slice(5)); };
        requestAnimationFrame(step); })`);
      frames.push(...gaps);
      await page.close();
    }
    figures.atMost('list on the screen, files in the cache, 4× slower, 10 Mbit/s', median(shown), 1200, 'ms');
    figures.tell('a frame while scrolling, 4× slower: median', median(frames), 'ms');
    figures.atMost('  p95', percentile(frames, 0.95), 50, 'ms');
  } finally {
    await browser.close();
    await server.stop();
  }
}
