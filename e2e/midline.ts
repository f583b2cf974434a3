import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright';
import { inject, onTestFinished, vi } from 'vitest';
import type { Language } from '#contract/shapes.ts';
import { makeWorld, type Person, type World } from '#testing/world.ts';
import { openBrowser } from './browser.ts';

const built = fileURLToPath(new URL('../build/web/index.html', import.meta.url));
const pictures = fileURLToPath(new URL('../build/e2e/', import.meta.url));

/** How long a person would wait on a very busy machine. */
const patience = 20_000;

type Look = { language?: Language; narrow?: boolean };

/** The whole product for journeys: the application on a database of its own, and a real browser in front of it. */
export type Midline = {
  readonly world: World;
  /** A browser profile of its own, signed in as this person or nowhere, at a path or link; closed when the test ends. */
  visit(at: string, person?: Person, look?: Look): Promise<Page>;
  /** The newest link of this kind that was posted to an address. */
  link(kind: 'invitation' | 'collaboration' | 'reset' | 'email-change', to: string): Promise<string>;
  stop(): Promise<void>;
};

/** `env` is what whoever runs the site sets up besides. */
export async function openMidline(env: Record<string, string> = {}): Promise<Midline> {
  needWebBuild();
  const world = await makeWorld(inject('postgresUrl'), { forRealBrowser: true, env });
  const browser = await openBrowser();
  return {
    world,
    async visit(at, person, look = {}) {
      const context = await openProfile(browser, { ...optionsOf(look), baseURL: world.url });
      if (person) await context.addCookies([await sessionOf(world, person)]);
      const page = await context.newPage();
      await page.goto(at);
      return page;
    },
    // Some letters are written after the reply, so that it takes the same time whether there is an account or not.
    link: (kind, to) =>
      vi.waitFor(
        async () => {
          const letters = await world.letters(to);
          const texts = letters.flatMap(({ values }) => Object.values(values));
          const newest = texts.filter((text) => text.includes(`/${kind}/`)).at(-1);
          if (!newest) throw new Error(`No letter with a link to ${kind} was posted to ${to}.`);
          return newest;
        },
        { timeout: patience, interval: 50 },
      ),
    async stop() {
      await browser.close();
      await world.stop();
    },
  };
}

/** Says what to do where the browser part isn't there. */
export function needWebBuild(): void {
  if (!existsSync(built)) {
    throw new Error('Journeys need the built browser part: run "node tools/build.ts" (npm test does it by itself).');
  }
}

/** A browser profile for the running test: keeps a picture of each page where the test fails, and fails it where a script does. */
export async function openProfile(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(patience);
  const broken: string[] = [];
  context.on('weberror', (error) => broken.push(error.error().message));
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(context, task.name);
    await context.close();
    if (broken.length > 0) throw new Error(`A script failed in the browser: ${broken.join('; ')}`);
  });
  return context;
}

async function picture(context: BrowserContext, name: string): Promise<void> {
  await mkdir(pictures, { recursive: true });
  for (const page of context.pages()) {
    const file = `${name.replace(/\W+/g, '-').slice(0, 60)}-${Date.now()}.png`;
    await page.screenshot({ path: `${pictures}${file}` }).catch(() => {});
    console.error(`${page.url()} when it failed: build/e2e/${file}`);
  }
}

function optionsOf({ language = 'en', narrow }: Look): BrowserContextOptions {
  return {
    locale: language,
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    colorScheme: 'light',
    ...(narrow ? { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } : {}),
  };
}

async function sessionOf(world: World, person: Person) {
  const { cookies } = await world.as(person);
  const [[name, value]] = [...cookies] as [[string, string]];
  return { name, value, domain: 'localhost', path: '/', httpOnly: true, sameSite: 'Lax' as const };
}

/** Waits until a person would see it. */
export async function seen(...things: Locator[]): Promise<void> {
  for (const thing of things) await thing.waitFor();
}

/** Waits until a person would no longer see it. */
export async function gone(...things: Locator[]): Promise<void> {
  for (const thing of things) await thing.waitFor({ state: 'hidden' });
}

/** The title of the page. */
export function title(page: Page, name: string): Locator {
  return page.getByRole('heading', { level: 1, name, exact: true });
}

/** Chooses in a field with a list. */
export async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}
