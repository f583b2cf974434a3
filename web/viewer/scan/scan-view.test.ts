import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateDentition, scanOf } from '../../../demo/anatomy/dentition.ts';
import { countWorkers, frames } from '../testing/counting.ts';
import { openStand, type Stand } from '../testing/open-stand.ts';
import { writeGlb } from './testing/write-glb.ts';

let stand: Stand;

beforeAll(async () => {
  const dentition = generateDentition({ seed: 9, crowding: 0.4 });
  const upper = scanOf(dentition, 'upper');
  const colours = Uint8Array.from(upper.positions, (_, i) => [230, 200, 180][i % 3]!);
  stand = await openStand({
    '/models/upper.glb': await writeGlb({ ...upper, colours }),
    '/models/lower.glb': await writeGlb(scanOf(dentition, 'lower')),
    '/models/broken.glb': new TextEncoder().encode('this is no model at all, but long enough'),
  });
});
afterAll(() => stand?.stop());

/** Counts drawing calls and how long the page was busy at most, beside the workers. */
const countDrawing = () => {
  const { counts } = window as unknown as { counts: { drawn: number; longest: number } };
  Object.assign(counts, { drawn: 0, longest: 0 });
  const { drawElements } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.drawElements = function (...all) {
    counts.drawn += 1;
    return drawElements.apply(this, all);
  };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) counts.longest = Math.max(counts.longest, duration);
  }).observe({ type: 'longtask' });
};

/** Until no picture follows any more; how many were drawn. A picture waits for the graphics card to finish the one before. */
async function settled(page: Page): Promise<number> {
  let drawn = -1;
  for (let now = 0; now !== drawn; await frames(page, 30)) {
    drawn = now;
    now = (await countsOf(page)).drawn;
  }
  return drawn;
}

async function scans(query = '', options?: BrowserContextOptions, before?: () => void): Promise<Page> {
  const context = await stand.browser.newContext({ baseURL: stand.url, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.addInitScript(countWorkers);
  await page.addInitScript(countDrawing);
  if (before) await page.addInitScript(before);
  await page.goto(`/stand/viewer/scan/testing/scan.tsx${query}`);
  return page;
}

const loaded = (page: Page, name = 'Upper arch') =>
  page.getByText(new RegExp(`^${name}: .* triangles`)).waitFor({ state: 'attached' });
const countsOf = (page: Page) =>
  page.evaluate(() => ({
    ...(window as unknown as { counts: { drawn: number; workers: number; longest: number } }).counts,
  }));
const drawing = (page: Page) => page.getByRole('application', { name: '3D preview' });

test.each(['broken', 'missing'])('a %s file says so, the other arch is shown, and one can try again', async (file) => {
  const page = await scans(`?models=upper,lower=/models/${file}.glb`);
  await page.getByRole('alert').getByText('Lower arch could not be loaded.').waitFor();
  await loaded(page);
  await page.getByRole('button', { name: 'Load again' }).click();
  await page.getByRole('alert').getByText('Lower arch could not be loaded.').waitFor();
  await loaded(page);
});

test('without WebGL the page says so instead of breaking', async () => {
  const page = await scans('', {}, () => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await page.getByRole('alert').getByText('This browser can’t show 3D').waitFor();
  expect(await page.getByRole('button', { name: 'View from the front' }).isDisabled()).toBe(true);
});

test('a graphics card that drops out is told, and the picture comes back', async () => {
  const page = await scans();
  await loaded(page);
  const drop = await page.evaluateHandle(
    () => document.querySelector('canvas')!.getContext('webgl2')!.getExtension('WEBGL_lose_context')!,
  );
  await drop.evaluate((extension) => extension.loseContext());
  await page.getByRole('alert').getByText('The graphics card has been interrupted').waitFor();
  await drop.evaluate((extension) => extension.restoreContext());
  await page.getByRole('alert').waitFor({ state: 'detached' });
});

test('keys 1 to 6 show six different views, and each is said', async () => {
  const page = await scans();
  await loaded(page);
  await loaded(page, 'Lower arch');
  await drawing(page).focus();
  const views = [
    'the front',
    'patient’s right',
    'patient’s left',
    'Upper arch, occlusal',
    'Lower arch, occlusal',
    'the back',
  ];
  const pictures = new Set<string>();
  for (const [index, view] of views.entries()) {
    await page.keyboard.press(String(index + 1));
    await page.locator('[aria-live=polite]', { hasText: view }).waitFor({ state: 'attached' });
    await settled(page);
    pictures.add((await page.locator('canvas').screenshot()).toString('base64'));
  }
  expect(pictures.size).toBe(6);
});

test('an occlusal view shows its own arch alone, and an arch can be switched off', async () => {
  const page = await scans();
  await loaded(page);
  await loaded(page, 'Lower arch');
  const said = page.locator('[aria-live=polite]');
  await said.getByText('Upper arch, Lower arch. View from the front.').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Upper arch, occlusal view' }).click();
  await said.getByText('Upper arch. Upper arch, occlusal view.').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'View from the back' }).click();
  await page.getByRole('button', { name: 'Lower arch', exact: true }).click();
  await said.getByText('Upper arch. View from the back.').waitFor({ state: 'attached' });
});

test('mouse, keys and fingers turn, move and zoom what is seen', async () => {
  const page = await scans('', { viewport: { width: 700, height: 700 } });
  await loaded(page);
  const box = (await drawing(page).boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const picture = async () => {
    await settled(page);
    return (await page.locator('canvas').screenshot()).toString('base64');
  };
  const acts: [string, () => Promise<void>][] = [
    [
      'drag',
      async () => {
        await page.mouse.move(x, y);
        await page.mouse.down();
        await page.mouse.move(x + 60, y + 20);
        await page.mouse.up();
      },
    ],
    [
      'right drag',
      async () => {
        await page.mouse.down({ button: 'right' });
        await page.mouse.move(x, y);
        await page.mouse.up({ button: 'right' });
      },
    ],
    ['wheel', () => page.mouse.wheel(0, -200)],
    [
      'arrow',
      async () => {
        await drawing(page).focus();
        await page.keyboard.press('ArrowLeft');
      },
    ],
    ['shift arrow', () => page.keyboard.press('Shift+ArrowUp')],
    ['plus', () => page.keyboard.press('+')],
    ['reset', () => page.keyboard.press('0')],
  ];
  let before = await picture();
  for (const [name, act] of acts) {
    await act();
    const after = await picture();
    expect(after === before, name).toBe(false);
    before = after;
  }
});

test('while nothing moves, nothing is drawn', async () => {
  const page = await scans();
  await loaded(page);
  await loaded(page, 'Lower arch');
  // The last picture may still wait for the graphics card.
  const drawn = await settled(page);
  await frames(page, 30);
  expect([drawn > 0, (await countsOf(page)).drawn]).toEqual([true, drawn]);
});

test('taken away, it leaves neither canvas nor context nor worker', async () => {
  const page = await scans();
  await loaded(page);
  const context = await page.evaluateHandle(() => document.querySelector('canvas')!.getContext('webgl2')!);
  await page.getByRole('button', { name: 'Take away' }).click();
  expect(await page.locator('canvas').count()).toBe(0);
  expect(await context.evaluate((gl) => gl.isContextLost())).toBe(true);
  expect((await countsOf(page)).workers).toBe(0);
  await page.getByRole('button', { name: 'Bring back' }).click();
  await loaded(page);
});

test('colours, triangles, grid and background can be changed', async () => {
  const page = await scans('?models=upper');
  await loaded(page);
  const seen = new Set<string>();
  for (const name of ['Scanned colours', 'Grid, 10 mm', 'Triangles', 'Dark background']) {
    await page.getByRole('button', { name }).click();
    await settled(page);
    seen.add((await drawing(page).screenshot()).toString('base64'));
  }
  expect(seen.size).toBe(4);
});

test('axe finds nothing serious, in both themes', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await scans('', { colorScheme });
    await loaded(page);
    const { violations } = await new AxeBuilder({ page }).include('main').analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
  }
});
