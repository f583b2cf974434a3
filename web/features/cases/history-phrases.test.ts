import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { orderEvents } from '#contract/order-life.ts';
import phrases from '#phrases/en/cases.json' with { type: 'json' };

const modules = fileURLToPath(new URL('../../../server/modules/', import.meta.url));

test('everything that is written into a case’s history has a sentence', () => {
  const written = readdirSync(modules, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|testing/.test(file))
    .flatMap((file) => [
      ...readFileSync(modules + file, 'utf8').matchAll(/\bevent: (?:\w+ \? )?'(\w+)'(?: : '(\w+)')?/g),
    ])
    .flatMap(([, one, other]) => [one, other])
    .filter((event) => event !== undefined);
  expect(written.length).toBeGreaterThan(8);
  expect([...written, ...orderEvents].filter((event) => !(event in phrases.done))).toEqual([]);
});
