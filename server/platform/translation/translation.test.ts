import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { apertium } from './apertium.ts';
import { libreTranslate } from './libretranslate.ts';
import { type EngineServer, startEngineServer } from './testing/engine-server.ts';
import { makeTranslators } from './translators.ts';

let server: EngineServer;
beforeAll(async () => {
  server = await startEngineServer();
});
afterAll(() => server?.stop());
beforeEach(() => {
  server.misbehave(null);
  server.asked.length = 0;
});

const quick = { translateMs: 150, askMs: 150 };

describe('LibreTranslate', () => {
  test('translates, telling what the text was in, and is shown the key', async () => {
    const translated = await libreTranslate(server.url, 'secret-key').translate({
      text: 'Bonjour',
      to: 'de',
      guess: 'en',
    });
    expect(translated).toEqual({ text: 'de: Bonjour', from: 'fr' });
    expect(JSON.parse(server.asked.at(-1)!.body)).toEqual({
      q: 'Bonjour',
      source: 'auto',
      target: 'de',
      format: 'text',
      api_key: 'secret-key',
    });
  });

  test('offers what it has, and sends nothing for a language that it hasn’t', async () => {
    const engine = libreTranslate(server.url, null);
    expect(await engine.languages()).toEqual(['de', 'en', 'es']);
    await expect(engine.translate({ text: 'Secret', to: 'ja', guess: 'en' })).rejects.toMatchObject({
      reason: 'language_not_offered',
    });
    expect(server.asked.filter(({ body }) => body.includes('Secret'))).toEqual([]);
  });
});

describe('Apertium', () => {
  test('is asked for the pair of what the writer writes, or of what it is sure of itself', async () => {
    const engine = apertium(server.url);
    expect(await engine.languages()).toEqual(['en', 'es']);
    expect(await engine.translate({ text: 'Hello', to: 'es', guess: 'en' })).toEqual({
      text: 'eng|spa: Hello',
      from: 'en',
    });
    expect(await engine.translate({ text: 'Hola', to: 'en', guess: 'de' })).toEqual({
      text: 'spa|eng: Hola',
      from: 'es',
    });
    expect(await engine.translate({ text: 'Guten Tag', to: 'en', guess: 'de' })).toEqual({
      text: 'deu|eng: Guten Tag',
      from: 'de',
    });
    expect(await engine.translate({ text: 'Hola', to: 'es', guess: 'en' })).toEqual({ text: 'Hola', from: 'es' });
  });

  test('without a pair, sends nothing to be translated', async () => {
    await expect(apertium(server.url).translate({ text: 'x', to: 'fr', guess: 'en' })).rejects.toMatchObject({
      reason: 'language_not_offered',
    });
    expect(server.asked.filter(({ path }) => path === '/translate')).toEqual([]);
  });
});

describe.each([
  ['LibreTranslate', () => libreTranslate(server.url, null, quick)],
  ['Apertium', () => apertium(server.url, quick)],
] as const)('%s that misbehaves', (_, make) => {
  test.each([
    ['error', 'translation_failed'],
    ['garbage', 'translation_failed'],
    ['elsewhere', 'translation_failed'],
    ['silence', 'translation_too_slow'],
  ] as const)('%s: the reader is told so, and text goes nowhere else', async (how, reason) => {
    const engine = make();
    await engine.languages();
    server.misbehave(how);
    await expect(engine.translate({ text: 'Hello', to: 'es', guess: 'en' })).rejects.toMatchObject({ reason });
  });

  test('works again as soon as it is back', async () => {
    const engine = make();
    server.misbehave('error');
    await expect(engine.languages()).rejects.toMatchObject({ reason: 'translation_failed' });
    server.misbehave(null);
    expect(await engine.languages()).toContain('es');
  });
});

test('a practice can choose only what this site has set up', () => {
  expect(makeTranslators({ libreTranslate: null, apertium: null }).offered).toEqual(['none', 'browser']);
  const both = makeTranslators({ libreTranslate: { url: server.url, apiKey: null }, apertium: { url: server.url } });
  expect(both.offered).toEqual(['none', 'browser', 'libretranslate', 'apertium']);
  expect(both.of('browser')).toBeUndefined();
});

describe.skipIf(!installed())('a real Apertium server, where one is installed', () => {
  test('translates English into Spanish and back', { timeout: 60_000 }, async () => {
    const port = await freePort();
    const child = spawn('apertium-apy', ['-p', String(port), '/usr/share/apertium'], { stdio: 'ignore' });
    try {
      const engine = apertium(`http://127.0.0.1:${port}`);
      await expect.poll(() => engine.languages().catch(() => []), { timeout: 30_000 }).toEqual(['en', 'es']);
      const there = await engine.translate({ text: 'The plan is good.', to: 'es', guess: 'en' });
      expect(there).toEqual({ text: 'El plan es bien.', from: 'en' });
      const back = await engine.translate({ text: 'El paciente tiene los dientes pequeños.', to: 'en', guess: 'es' });
      expect(back.text).toMatch(/patient has the small teeth/i);
    } finally {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    }
  });
});

function installed(): boolean {
  try {
    execFileSync('which', ['apertium-apy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
