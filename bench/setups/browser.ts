import type { CDPSession, Page } from 'playwright';
import { versionFiles } from '../../web/viewer/setup/panels/testing/versions.ts';
import { makeSetup, stagedStl } from '../../web/viewer/setup/testing/make-setup.ts';
import { openStand, type Stand } from '../../web/viewer/testing/open-stand.ts';
import { type Figures, median, percentile } from '../figures.ts';

const stages = 20;
const inARow = 20;
const detail = 0.5;

type Told = { frames: number; calls: number; triangles: number; milliseconds: number };
type Stand3d = {
  view: { current: { figures: () => Told } };
  setStage: (stage: number) => void;
  plain: { told: { first: number; full: number; calls: number; milliseconds: number }; goTo: (stage: number) => void };
  longest: number;
  requestAnimationFrame: (next: (at: number) => void) => void;
};

/** A setup in the browser, beside one STL for each stage through three.js’s own loader, in the same run. Drawn in software here. */
export async function inTheBrowser(figures: Figures): Promise<void> {
  const { files, plan } = await makeSetup({ stages, detail });
  const served: Record<string, Uint8Array> = versionFiles();
  for (const [part, bytes] of Object.entries(files)) served[`/setups/one/${part}`] = bytes;
  const stl = stagedStl({ stages, detail });
  for (const [path, bytes] of Object.entries(stl)) served[`/plain/one/${path}`] = bytes;
  const size = (all: Iterable<Uint8Array>) => [...all].reduce((sum, bytes) => sum + bytes.byteLength, 0) / 1e6;
  figures.tell(`generated, ${stages} stages, ${plan.teeth.length} teeth, triangles`, sum(plan.full));
  figures.tell('  plan of all stages', files.plan.byteLength / 1000, 'KB');
  figures.tell('  coarse meshes', files.coarse.byteLength / 1e6, 'MB');
  figures.tell('  full meshes', files.full.byteLength / 1e6, 'MB');
  figures.tell('  the plain way, an STL for each stage and arch', size(Object.values(stl)), 'MB');

  const stand = await openStand(served);
  try {
    // The first visit wakes the browser’s graphics.
    await (await ours(stand)).page.context().close();
    const { page, first, full, longest, cdp } = await ours(stand);
    figures.tell('time to the first picture, from navigation', first, 'ms');
    figures.tell('  to full detail', full, 'ms');
    figures.tell('  longest task of the page meanwhile, its scripts included', longest, 'ms');
    figures.atMost('  longest task while a setup is opened on the page', await openedAgain(page), 50, 'ms');
    const scrubbed = await scrub(page);
    const times = scrubbed.map(({ milliseconds }) => milliseconds);
    figures.atMost('a frame while scrubbing, main thread, median', median(times), 4, 'ms');
    figures.tell('  of a hundred the 95th', percentile(times, 0.95), 'ms');
    figures.atMost('  draw calls', Math.max(...scrubbed.map(({ calls }) => calls)), 60, '');
    figures.tell('  triangles at most', Math.max(...scrubbed.map(({ triangles }) => triangles)));
    const heap = await openedInARow(page, cdp);
    figures.tell('memory of the page, one setup open', heap.one, 'MB');
    figures.atMost(`  after ${inARow} in a row, more by`, heap.many - heap.one, 5, 'MB');
    await page.context().close();
    await theTable(stand, figures);
    await thePlainWay(stand, figures);
  } finally {
    await stand.stop();
  }
}

async function ours(stand: Stand) {
  const { page, cdp } = await newPage(stand);
  const start = Date.now();
  await page.goto('/stand/viewer/setup/testing/setup.tsx');
  await page.locator('[data-detail=coarse], [data-detail=full]').waitFor();
  const first = Date.now() - start;
  await page.locator('[data-detail=full]').waitFor();
  const full = Date.now() - start;
  const longest = await page.evaluate(() => (globalThis as unknown as Stand3d).longest);
  return { page, cdp, first, full, longest };
}

/** The table of movements beside the viewer, following each stage. */
async function theTable(stand: Stand, figures: Figures): Promise<void> {
  const { page, cdp } = await newPage(stand);
  await page.goto('/stand/viewer/setup/panels/testing/panels.tsx?panel=movement');
  await page.getByRole('button', { name: 'This stage' }).click();
  await cdp.send('Performance.enable');
  const busy = async () =>
    (await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
  const run = () =>
    page.evaluate(async () => {
      const here = globalThis as unknown as Stand3d;
      const frame = () => new Promise((done) => here.requestAnimationFrame(done));
      here.longest = 0;
      for (let step = 0; step < 40; step += 1) {
        here.setStage(1 + (step % 7));
        await frame();
        await frame();
      }
      return here.longest;
    });
  await run();
  const before = await busy();
  const longest = await run();
  figures.tell('the table of movements following a stage, main thread', ((await busy()) - before) / 40, 'ms');
  figures.atMost('  longest task', longest, 50, 'ms');
  await page.context().close();
}

async function thePlainWay(stand: Stand, figures: Figures): Promise<void> {
  const { page, cdp } = await newPage(stand);
  await page.goto(`/stand/viewer/setup/testing/plain.tsx?stages=${stages}`);
  await page.waitForFunction(() => (globalThis as unknown as Stand3d).plain?.told.full > 0);
  const { told, longest } = await page.evaluate(() => {
    const { plain, longest } = globalThis as unknown as Stand3d;
    return { told: plain.told, longest };
  });
  figures.tell('the plain way: time to the first picture', told.first, 'ms');
  figures.tell('  until all stages are there', told.full, 'ms');
  figures.tell('  longest task of the page meanwhile', longest, 'ms');
  const times = await page.evaluate((last) => {
    const { plain } = globalThis as unknown as Stand3d;
    return Array.from({ length: last + 1 }, (_, stage) => {
      plain.goTo(stage);
      return plain.told.milliseconds;
    });
  }, stages);
  figures.tell('  a frame while scrubbing, main thread, median', median(times), 'ms');
  figures.tell('  memory of the page, one setup open', await heapOf(cdp), 'MB');
  await page.context().close();
}

async function newPage(stand: Stand): Promise<{ page: Page; cdp: CDPSession }> {
  const context = await stand.browser.newContext({ baseURL: stand.url, viewport: { width: 1100, height: 800 } });
  context.setDefaultTimeout(180_000);
  const page = await context.newPage();
  await page.addInitScript(() => {
    Object.assign(globalThis, { longest: 0 });
    new PerformanceObserver((list) => {
      const here = globalThis as unknown as Stand3d;
      for (const { duration } of list.getEntries()) here.longest = Math.max(here.longest, duration);
    }).observe({ type: 'longtask' as never });
  });
  return { page, cdp: await context.newCDPSession(page) };
}

/** There and back through all stages; what each last picture cost. */
async function scrub(page: Page): Promise<Told[]> {
  return page.evaluate(async (last) => {
    const here = globalThis as unknown as Stand3d;
    const told: Told[] = [];
    for (let step = 0; step < last * 2; step += 1) {
      here.setStage(step < last ? step + 1 : last * 2 - 1 - step);
      const before = here.view.current.figures().frames;
      while (here.view.current.figures().frames === before)
        await new Promise((done) => here.requestAnimationFrame(done));
      told.push({ ...here.view.current.figures() });
    }
    return told;
  }, stages);
}

/** The longest task between a setup’s being asked for and its full detail, on a page that has its scripts. */
async function openedAgain(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Take away' }).click();
  await page.evaluate(() => {
    (globalThis as unknown as Stand3d).longest = 0;
  });
  await page.getByRole('button', { name: 'Bring back' }).click();
  await page.locator('[data-detail=full]').waitFor();
  return page.evaluate(() => (globalThis as unknown as Stand3d).longest);
}

async function openedInARow(page: Page, cdp: CDPSession): Promise<{ one: number; many: number }> {
  const again = async () => {
    await page.getByRole('button', { name: 'Take away' }).click();
    await page.getByRole('button', { name: 'Bring back' }).click();
    await page.locator('[data-detail=full]').waitFor();
  };
  await again();
  const one = await heapOf(cdp);
  for (let round = 0; round < inARow; round += 1) await again();
  return { one, many: await heapOf(cdp) };
}

/** What JavaScript holds, arrays of meshes included, after the rest was let go. */
async function heapOf(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = (await cdp.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    backingStorageSize?: number;
  };
  return (usedSize + backingStorageSize) / 1e6;
}

const sum = (places: readonly { triangles: number }[]) => places.reduce((all, { triangles }) => all + triangles, 0);
