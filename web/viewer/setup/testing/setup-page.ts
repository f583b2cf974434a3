import type { BrowserContext, Page } from 'playwright';
import type { Vector } from '#contract/tooth-movement/setup-plan.ts';
import { countWorkers } from '../../testing/counting.ts';
import { openStand, type Stand } from '../../testing/open-stand.ts';
import type { SetupViewHandle } from '../setup-view-props.ts';
import { type MadeSetup, makeSetup } from './make-setup.ts';

/** Few triangles: there is no graphics card here. */
const detail = 0.1;
let stand: Stand;
/** One for all, so that its cache spares fetching the page's scripts each time; and one for tests that look at single pixels. */
let context: BrowserContext;
export let sharp: BrowserContext;
export let one: MadeSetup;

/** Serves setups, sound and broken, to a browser. Returns how to stop. */
export async function openSetups(): Promise<() => Promise<void>> {
  one = await makeSetup({ stages: 20, detail });
  const staged = await makeSetup({ stages: 12, stagedGum: true, detail });
  const files: Record<string, Uint8Array> = { '/setups/broken/plan': new TextEncoder().encode('no plan at all') };
  for (const [name, { files: parts }] of Object.entries({ one, staged }))
    for (const [part, bytes] of Object.entries(parts)) files[`/setups/${name}/${part}`] = bytes;
  files['/setups/torn/plan'] = one.files.plan;
  files['/setups/torn/coarse'] = one.files.coarse.slice(0, 5000);
  files['/setups/torn/full'] = one.files.full;
  stand = await openStand(files);
  // A quarter of the pixels: they are what a drawing without a graphics card costs.
  [context, sharp] = (await Promise.all([0.5, 1].map(openContext))) as [BrowserContext, BrowserContext];
  return () => stand.stop();
}

async function openContext(deviceScaleFactor: number): Promise<BrowserContext> {
  const opened = await stand.browser.newContext({
    ...{ baseURL: stand.url, reducedMotion: 'reduce', deviceScaleFactor },
    viewport: { width: 640, height: 560 },
  });
  opened.setDefaultTimeout(120_000);
  return opened;
}

export type Page3d = { view: { current: SetupViewHandle }; counts: { workers: number; buffers: number } };

/** Counts the buffers that live, beside the workers. */
const countBuffers = () => {
  const { counts } = window as unknown as { counts: { buffers: number } };
  counts.buffers = 0;
  const { createBuffer, deleteBuffer } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.createBuffer = function () {
    counts.buffers += 1;
    return createBuffer.call(this);
  };
  WebGL2RenderingContext.prototype.deleteBuffer = function (buffer) {
    if (buffer) counts.buffers -= 1;
    deleteBuffer.call(this, buffer);
  };
};

export async function setup(query = '', before?: () => void, within = context): Promise<Page> {
  for (const page of [...context.pages(), ...sharp.pages()]) await page.close();
  const page = await within.newPage();
  await page.addInitScript(countWorkers);
  await page.addInitScript(countBuffers);
  await page.addInitScript(() => {
    if (!sessionStorage.getItem('reloaded')) localStorage.clear();
    sessionStorage.setItem('reloaded', 'yes');
  });
  if (before) await page.addInitScript(before);
  await page.goto(`/stand/viewer/setup/testing/setup.tsx${query}`);
  return page;
}

export const loaded = (page: Page) => page.locator('[data-detail=full]').waitFor();
export const drawing = (page: Page) => page.getByRole('application', { name: 'Treatment setup in 3D' });
export const said = (page: Page, text: string | RegExp) =>
  page.locator('[aria-live=polite]', { hasText: text }).waitFor({ state: 'attached' });
export const told = (page: Page, id: string) => page.getByTestId(id).innerText();
export const figures = (page: Page) => page.evaluate(() => (window as unknown as Page3d).view.current.figures());
/** All has come, and what waits for rest has been drawn. */
export async function still(page: Page): Promise<void> {
  await loaded(page);
  await page.evaluate(async () => {
    const { view } = window as unknown as Page3d;
    for (let before = -1; ; ) {
      // Longer than what is done a moment after a change.
      await new Promise((done) => setTimeout(done, 100));
      const { frames, atRest } = view.current.figures();
      if (atRest && frames === before) return;
      before = frames;
    }
  });
}
export const placeOf = async (page: Page, pin: string) => {
  const translate = await page
    .locator(`[data-pin=${pin}]`)
    .evaluate((button) => (button as HTMLElement).style.translate);
  const [x, y] = translate.split(' ').map(Number.parseFloat);
  return { x: x!, y: y! };
};
/** A point of a tooth in the mouth at a stage. */
export function inMouth(tooth: number, stage: number, [x, y, z]: Vector): Vector {
  const { position, turn } = one.plan.poses[one.plan.teeth.findIndex((planned) => planned.tooth === tooth)]![stage]!;
  const [a, b, c, w] = turn;
  const [tx, ty, tz] = [2 * (b * z - c * y), 2 * (c * x - a * z), 2 * (a * y - b * x)];
  return [
    position[0] + x + w * tx + b * tz - c * ty,
    position[1] + y + w * ty + c * tx - a * tz,
    position[2] + z + w * tz + a * ty - b * tx,
  ];
}
