import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { frames } from '../testing/counting.ts';
import { figures, loaded, openSetups, type Page3d, setup, still } from './testing/setup-page.ts';

vi.setConfig({ testTimeout: 180_000 });
let stop: () => Promise<void>;
beforeAll(async () => {
  stop = await openSetups();
});
afterAll(() => stop?.());

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
