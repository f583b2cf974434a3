import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Vector } from '#contract/tooth-movement/setup-plan.ts';
import { openStand, type Stand } from '../testing/open-stand.ts';
import type { PickedPoint, SetupViewHandle } from './setup-view-props.ts';
import { type MadeSetup, makeSetup } from './testing/make-setup.ts';

/** Few triangles: there is no graphics card here. */
const detail = 0.1;
let stand: Stand;
/** One for all, so that its cache spares fetching the page's scripts each time; and one for tests that look at single pixels. */
let context: BrowserContext;
let sharp: BrowserContext;
let one: MadeSetup;

vi.setConfig({ testTimeout: 180_000 });
beforeAll(async () => {
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
});
afterAll(() => stand?.stop());

async function openContext(deviceScaleFactor: number): Promise<BrowserContext> {
  const opened = await stand.browser.newContext({
    ...{ baseURL: stand.url, reducedMotion: 'reduce', deviceScaleFactor },
    viewport: { width: 640, height: 560 },
  });
  opened.setDefaultTimeout(120_000);
  return opened;
}

type Counts = { workers: number; contexts: number; buffers: number; ranges: string[] };
type Page3d = { view: { current: SetupViewHandle }; counts: Counts };

/** Counts what can't be seen from outside: workers and buffers that live. */
const counting = () => {
  const alive = new Set<Worker>();
  const counts = {
    contexts: 0,
    buffers: 0,
    get workers() {
      return alive.size;
    },
  };
  Object.assign(window, { counts });
  const { createBuffer, deleteBuffer } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.createBuffer = function () {
    counts.buffers += 1;
    return createBuffer.call(this);
  };
  WebGL2RenderingContext.prototype.deleteBuffer = function (buffer) {
    if (buffer) counts.buffers -= 1;
    deleteBuffer.call(this, buffer);
  };
  window.Worker = class extends Worker {
    constructor(...all: ConstructorParameters<typeof Worker>) {
      super(...all);
      alive.add(this);
    }
    override terminate() {
      alive.delete(this);
      super.terminate();
    }
  };
};

async function setup(query = '', before?: () => void, within = context): Promise<Page> {
  for (const page of [...context.pages(), ...sharp.pages()]) await page.close();
  const page = await within.newPage();
  await page.addInitScript(counting);
  await page.addInitScript(() => {
    if (!sessionStorage.getItem('reloaded')) localStorage.clear();
    sessionStorage.setItem('reloaded', 'yes');
  });
  if (before) await page.addInitScript(before);
  await page.goto(`/stand/viewer/setup/testing/setup.tsx${query}`);
  return page;
}

const loaded = (page: Page) => page.locator('[data-detail=full]').waitFor();
const drawing = (page: Page) => page.getByRole('application', { name: 'Treatment setup in 3D' });
const said = (page: Page, text: string | RegExp) =>
  page.locator('[aria-live=polite]', { hasText: text }).waitFor({ state: 'attached' });
const told = (page: Page, id: string) => page.getByTestId(id).innerText();
const figures = (page: Page) => page.evaluate(() => (window as unknown as Page3d).view.current.figures());
const frames = (page: Page, count: number) =>
  page.evaluate(
    (wanted) =>
      new Promise<void>((done) => {
        const next = (left: number) => (left > 0 ? requestAnimationFrame(() => next(left - 1)) : done());
        next(wanted);
      }),
    count,
  );
/** All has come, and what waits for rest has been drawn. */
async function still(page: Page): Promise<void> {
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
const placeOf = async (page: Page, pin: string) => {
  const translate = await page
    .locator(`[data-pin=${pin}]`)
    .evaluate((button) => (button as HTMLElement).style.translate);
  const [x, y] = translate.split(' ').map(Number.parseFloat);
  return { x: x!, y: y! };
};
/** A point of a tooth in the mouth at a stage. */
function inMouth(tooth: number, stage: number, [x, y, z]: Vector): Vector {
  const { position, turn } = one.plan.poses[one.plan.teeth.findIndex((planned) => planned.tooth === tooth)]![stage]!;
  const [a, b, c, w] = turn;
  const [tx, ty, tz] = [2 * (b * z - c * y), 2 * (c * x - a * z), 2 * (a * y - b * x)];
  return [
    position[0] + x + w * tx + b * tz - c * ty,
    position[1] + y + w * ty + c * tx - a * tz,
    position[2] + z + w * tz + a * ty - b * tx,
  ];
}

test('a setup that can’t be loaded says so and can be tried again', async () => {
  for (const name of ['broken', 'missing', 'torn']) {
    const page = await setup(`?setup=${name}`);
    await page.getByRole('alert').getByText('The setup could not be loaded.').waitFor();
    await page.getByRole('button', { name: 'Load again' }).click();
    await page.getByRole('alert').getByText('The setup could not be loaded.').waitFor();
  }
});

test('without WebGL the page says so instead of breaking', async () => {
  const page = await setup('', () => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await page.getByRole('alert').getByText('This browser can’t show 3D').waitFor();
  expect(await page.getByRole('button', { name: 'View from the front' }).isDisabled()).toBe(true);
});

test('at each stage a tooth stands where the plan says, on the screen and under the finger', async () => {
  const page = await setup();
  await still(page);
  const [left, right] = [await placeOf(page, 'left'), await placeOf(page, 'right')];
  const pixels = (right.x - left.x) / 40;
  const point = [0, 3.4, 7] as const;
  for (const stage of [0, 7, 20]) {
    await page.evaluate((to) => (window as unknown as { setStage: (stage: number) => void }).setStage(to), stage);
    await said(page, stage === 0 ? 'Before treatment' : `Stage ${stage} of 20`);
    await still(page);
    const [x, , z] = inMouth(11, stage, point);
    const pin = await placeOf(page, 'one');
    expect(pin.x).toBeCloseTo(left.x + (x + 20) * pixels, 0);
    expect(pin.y).toBeCloseTo(left.y - (z + 18) * pixels, 0);
  }
});

test('the drawing itself follows: the chosen tooth’s colour moves with it', async () => {
  const page = await setup('', undefined, sharp);
  await loaded(page);
  // They have a similar colour.
  await page.getByRole('button', { name: 'Attachments' }).click();
  const middle = async (stage: number) => {
    await page.evaluate((to) => {
      const stand = window as unknown as { setStage: (stage: number) => void; setTooth: (tooth: number) => void };
      stand.setStage(to);
      stand.setTooth(23);
    }, stage);
    await said(page, 'Tooth 23');
    await still(page);
    return page.evaluate(async () => {
      const bitmap = await createImageBitmap((await (window as unknown as Page3d).view.current.picture())!);
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      const { data, width } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      let [x, y, count] = [0, 0, 0];
      for (let at = 0; at < data.length; at += 4) {
        const [r, g, b] = [data[at]!, data[at + 1]!, data[at + 2]!];
        if (g < r + 25 || g < b || g < 60) continue;
        x += (at / 4) % width;
        y += Math.floor(at / 4 / width);
        count += 1;
      }
      return { x: x / count, y: y / count, count };
    });
  };
  const [from, to] = [await middle(0), await middle(20)];
  const [left, right] = [await placeOf(page, 'left'), await placeOf(page, 'right')];
  const pixels = (right.x - left.x) / 40;
  const crown = one.plan.teeth.find(({ tooth }) => tooth === 23)!.reference;
  const [before, after] = [inMouth(23, 0, crown), inMouth(23, 20, crown)];
  expect(from.count).toBeGreaterThan(120);
  expect(Math.hypot(to.x - from.x, to.y - from.y)).toBeGreaterThan(5);
  expect(Math.abs(to.x - from.x - (after[0] - before[0]) * pixels)).toBeLessThan(3);
  expect(Math.abs(to.y - from.y + (after[2] - before[2]) * pixels)).toBeLessThan(3);
});

test('a tap gives the tooth and the point in its own coordinates, the same at every stage', async () => {
  const page = await setup('?stage=3');
  await still(page);
  const pick = async (): Promise<PickedPoint> => {
    const at = await placeOf(page, 'one');
    await page.getByRole('button', { name: 'Choose a place' }).click();
    await page.getByText('Tap the place of the comment').waitFor();
    await drawing(page).click({ position: at });
    await page.getByText('Tap the place of the comment').waitFor({ state: 'detached' });
    return JSON.parse(await told(page, 'picked')) as PickedPoint;
  };
  const first = await pick();
  expect(first).toMatchObject({ tooth: 11, stage: 3 });
  await page.evaluate(() => (window as unknown as { setStage: (stage: number) => void }).setStage(20));
  await said(page, 'Stage 20 of 20');
  await still(page);
  const last = await pick();
  expect(last).toMatchObject({ tooth: 11, stage: 20 });
  // Turned a little by the treatment, one sees the same spot from another side: less than a millimetre along the surface.
  for (const axis of [0, 1, 2]) expect(Math.abs(first.point[axis]! - last.point[axis]!)).toBeLessThan(1);
});

test('everything has a key, and what is shown is said', async () => {
  const page = await setup();
  await loaded(page);
  await drawing(page).focus();
  const steps: [key: string, heard: string | RegExp][] = [
    ['ArrowRight', 'Stage 1 of 20'],
    ['End', 'Stage 20 of 20'],
    ['ArrowLeft', 'Stage 19 of 20'],
    ['Home', 'Before treatment'],
    ['2', 'View from the patient’s right'],
    ['4', /Upper arch\. Upper arch, occlusal view/],
    ['6', /Upper arch, Lower arch\. View from the back/],
    ['Shift+ArrowLeft', 'Turned freely'],
    ['0', 'View from the back'],
    ['ArrowDown', 'Tooth 17'],
    ['ArrowDown', 'Tooth 16'],
    ['ArrowUp', 'Tooth 17'],
    ['l', /Before treatment\. Upper arch\. /],
    ['l', 'Upper arch, Lower arch'],
    ['m', 'Measuring: no point yet'],
  ];
  for (const [key, heard] of steps) {
    await page.keyboard.press(key);
    await said(page, heard);
  }
  await page.keyboard.press('1');
  await still(page);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  for (const [key, name] of [
    ['n', 'Numbers'],
    ['g', 'Gums'],
    ['a', 'Attachments'],
    ['i', 'IPR'],
    ['p', 'Comments'],
    ['r', 'Grid, 10 mm'],
  ] as const) {
    const button = page.getByRole('button', { name, exact: true });
    const before = await button.getAttribute('aria-pressed');
    await page.keyboard.press(key);
    await page
      .locator(`[aria-pressed="${before === 'true' ? 'false' : 'true'}"]`)
      .getByText(name)
      .or(button)
      .first()
      .waitFor();
    expect(await button.getAttribute('aria-pressed'), name).not.toBe(before);
  }
  await page.keyboard.press('o');
  await page.getByRole('group', { name: 'Compare' }).waitFor();
  const saved = page.waitForEvent('download');
  await page.keyboard.press('s');
  expect((await saved).suggestedFilename()).toBe('setup-0.png');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys and gestures' }).waitFor();
});

test('playing goes to the last stage by itself', async () => {
  const page = await setup('?stage=17');
  await loaded(page);
  await drawing(page).focus();
  await page.keyboard.press(' ');
  await said(page, 'Stage 20 of 20');
  await page.getByRole('button', { name: 'Play' }).waitFor();
  expect(await told(page, 'stage')).toBe('20');
});

test('pins are buttons, and a resolved one says so', async () => {
  const page = await setup('?stage=3');
  await loaded(page);
  await page.getByRole('button', { name: 'Comment 2, resolved' }).waitFor();
  await page.getByRole('button', { name: 'Comment 1', exact: true }).focus();
  await page.keyboard.press('Enter');
  expect(await told(page, 'opened')).toBe('one');
});

test('a measurement is marked as not diagnostic and keeps to the teeth', async () => {
  const page = await setup();
  await loaded(page);
  await page.getByRole('button', { name: 'Measure' }).click();
  await page.getByText('Tap two points. Not diagnostic.').waitFor();
  const box = (await drawing(page).boundingBox())!;
  for (const x of [0.45, 0.56]) await drawing(page).click({ position: { x: box.width * x, y: box.height * 0.49 } });
  await said(page, 'Measuring: two points');
});

test('superimposed and side by side, with few calls even so', async () => {
  const page = await setup('?stage=20&compare=staged');
  await loaded(page);
  await page.getByText('Version 1, Stage 20').waitFor();
  await page.getByRole('group', { name: 'Compare' }).getByLabel('Stage').selectOption('0');
  await page.getByText('Version 1, Before treatment').waitFor();
  await still(page);
  const { calls } = await figures(page);
  expect(calls).toBeGreaterThan(6);
  expect(calls).toBeLessThanOrEqual(60);
  await page.getByText('Side by side').click();
  await page.getByRole('application', { name: 'Compared setup in 3D' }).waitFor();
  await still(page);
  expect(await page.locator('canvas').count()).toBe(4);
  await page.getByRole('button', { name: 'End comparing' }).click();
  await page.getByRole('application', { name: 'Compared setup in 3D' }).waitFor({ state: 'detached' });
});

test('scrubbing costs at most 60 calls, few triangles and little of the page’s time', async () => {
  const page = await setup('?setup=staged');
  await loaded(page);
  await page.getByRole('slider', { name: 'Stage' }).focus();
  const spent: number[] = [];
  for (let step = 0; step < 24; step += 1) {
    await page.keyboard.press(step < 12 ? 'ArrowRight' : 'ArrowLeft');
    await frames(page, 2);
    const { calls, triangles, milliseconds } = await figures(page);
    expect(calls).toBeLessThanOrEqual(60);
    expect(triangles).toBeLessThanOrEqual(170_000);
    spent.push(milliseconds);
  }
  // The quicker ones: the slower tell of what else this computer does.
  expect(spent.toSorted((a, b) => a - b)[6]).toBeLessThanOrEqual(4);
});

test('while nothing moves, nothing is drawn', async () => {
  const page = await setup();
  await still(page);
  const before = (await figures(page)).frames;
  await frames(page, 30);
  expect((await figures(page)).frames).toBe(before);
});

test('taken away, it leaves neither canvas nor context, worker or buffer', async () => {
  const page = await setup();
  for (let round = 0; round < 3; round += 1) {
    await loaded(page);
    const context = await page.evaluateHandle(() => document.querySelector('canvas')!.getContext('webgl2')!);
    await page.getByRole('button', { name: 'Take away' }).click();
    expect(await page.locator('canvas').count()).toBe(0);
    expect(await context.evaluate((gl) => gl.isContextLost())).toBe(true);
    expect(await page.evaluate(() => ({ ...(window as unknown as Page3d).counts }))).toMatchObject({ workers: 0 });
    await page.getByRole('button', { name: 'Bring back' }).click();
  }
});

test('another setup in the same view lets go of the buffers of the one before', async () => {
  const page = await setup('?setup=one');
  const buffers = () => page.evaluate(() => (window as unknown as Page3d).counts.buffers);
  const turn = async (button: 'Take away' | 'Bring back') => page.getByRole('button', { name: button }).click();
  const change = async (name: string) => {
    await page.evaluate((to) => (window as unknown as { setVersion: (name: string) => void }).setVersion(to), name);
    await still(page);
  };
  await still(page);
  await turn('Take away');
  const none = await buffers();
  await turn('Bring back');
  await change('staged');
  await change('one');
  const first = await buffers();
  for (const name of ['staged', 'one', 'staged', 'one']) await change(name);
  // Whether coarse meshes were drawn too before the full ones came is chance: 16 buffers. Whole setups would be three times as many.
  expect(await buffers()).toBeLessThanOrEqual(first + 16);
  await turn('Take away');
  expect(await buffers()).toBe(none);
});

test('what is stripped is said where one sees the contact, not through the teeth', async () => {
  const page = await setup('?stage=3', undefined, sharp);
  const labels = async () => {
    await still(page);
    return page.evaluate(async () => {
      const bitmap = await createImageBitmap((await (window as unknown as Page3d).view.current.picture())!);
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      let yellow = 0;
      for (let at = 0; at < data.length; at += 4)
        if (data[at]! > 250 && Math.abs(data[at + 1]! - 212) < 3 && Math.abs(data[at + 2]! - 59) < 4) yellow += 1;
      return yellow;
    });
  };
  expect(await labels()).toBeGreaterThan(300);
  await page.getByRole('button', { name: 'View from the back' }).click();
  expect(await labels()).toBe(0);
});

test('what a person switched off stays off the next time', async () => {
  const page = await setup();
  await loaded(page);
  await page.getByRole('button', { name: 'Gums' }).click();
  await page.getByRole('button', { name: 'View from the back' }).click();
  await page.reload();
  await loaded(page);
  expect(await page.getByRole('button', { name: 'Gums' }).getAttribute('aria-pressed')).toBe('false');
  await said(page, 'View from the back');
});

test('a patient sees a marked simulation without measuring, numbers and comparing', async () => {
  const page = await setup('?reduced');
  await loaded(page);
  await page.getByText('Simulation: the result may differ').waitFor();
  for (const name of ['Measure', 'Compare', 'Numbers', 'IPR'])
    expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0);
  await page.getByRole('application').focus();
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowDown');
  expect([await page.getByText('Tap two points').count(), await told(page, 'tooth')]).toEqual([0, 'null']);
});

test('axe finds nothing serious, in both themes', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await setup('?stage=3');
    await page.emulateMedia({ colorScheme });
    await loaded(page);
    const { violations } = await new AxeBuilder({ page }).include('main').analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
  }
});
