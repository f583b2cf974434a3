import { openStand } from '../../testing/open-stand.ts';
import { makeSetup } from './make-setup.ts';

const started = performance.now();
const [one, two] = [await makeSetup({}), await makeSetup({ seed: 9, crowding: 0.7, stages: 12, stagedGum: true })];
console.log(
  'made',
  Math.round(performance.now() - started),
  Object.fromEntries(Object.entries(one.files).map(([n, b]) => [n, b.length])),
  one.plan.full.reduce((s, p) => s + p.triangles, 0),
  one.plan.coarse.reduce((s, p) => s + p.triangles, 0),
);
const files: Record<string, Uint8Array> = {};
for (const [name, made] of [
  ['one', one],
  ['two', two],
] as const)
  for (const [part, bytes] of Object.entries(made.files)) files[`/setups/${name}/${part}`] = bytes;
const stand = await openStand(files);

import { existsSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
const context = await stand.browser.newContext({ baseURL: stand.url, reducedMotion: 'reduce' });
context.setDefaultTimeout(120000);
writeFileSync('/tmp/c/ready', stand.url);
for (;;) {
  await new Promise((d) => setTimeout(d, 300));
  if (!existsSync('/tmp/c/jobs')) continue;
  const jobs = readFileSync('/tmp/c/jobs', 'utf8').split('\n').filter(Boolean); unlinkSync('/tmp/c/jobs');
  if (jobs[0] === 'stop') break;
  let out = '';
  for (const job of jobs) {
    const [name, query = '', size = '1100x800', scheme = 'light', lang = 'en', keys = ''] = job.split('|');
    const [width, height] = size.split('x').map(Number);
    const page = await context.newPage();
    try {
    await page.setViewportSize({ width: width!, height: height! });
    await page.emulateMedia({ colorScheme: scheme as 'light', reducedMotion: 'reduce' });
    await page.addInitScript((l) => { localStorage.clear(); localStorage.setItem('midline.language', l); }, lang);
    page.on('console', (m) => m.type() === 'error' && (out += name + m.text().slice(0, 600) + '\n'));
    page.on('pageerror', (e) => (out += name + ' ERR ' + e.message + e.stack?.slice(0, 600) + '\n'));
    await page.goto(`/stand/viewer/setup/testing/setup.tsx${query}`);
    await page.locator('[data-detail=full]').waitFor();
    await page.getByRole('application').first().focus();
    for (const key of keys.split(' ').filter(Boolean)) {
      if (key.startsWith('@')) { const [x, y] = key.slice(1).split(',').map(Number); await page.getByRole('application').first().click({ position: { x: x!, y: y! } }); }
      else if (key.startsWith('~')) await page.getByText(key.slice(1).replaceAll('_', ' ')).first().click();
      else await page.keyboard.press(key);
      await page.waitForTimeout(250);
    }
    await page.waitForTimeout(1500);
    await page.screenshot({ path: `/tmp/c/${name}.png`, timeout: 120000 });
    out += name + JSON.stringify(await page.evaluate(() => (window as any).view.current?.figures())) + '\n';
    } catch (e) { out += name + String(e).slice(0, 300) + '\n'; }
    await page.close();
  }
  writeFileSync('/tmp/c/done', out);
}
await stand.stop();
