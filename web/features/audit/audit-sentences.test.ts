import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { casePermissions } from '#contract/case-permissions.ts';
import { endpoints } from '#contract/index.ts';
import { permissions } from '#contract/permissions.ts';
import phrases from '#phrases/en/audit.json' with { type: 'json' };

const modules = fileURLToPath(new URL('../../../server/modules/', import.meta.url));

test('every act that leaves an audit entry has a sentence', () => {
  const recorded = endpoints.filter((endpoint) => !endpoint.unrecorded && !endpoint.stream).map(({ name }) => name);
  expect(recorded.filter((name) => !(name in phrases.sentences))).toEqual([]);
});

test('so has every act that an operation names more precisely', () => {
  const named = readdirSync(modules, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file))
    .flatMap((file) => [...readFileSync(modules + file, 'utf8').matchAll(/\baction: '(\w+)'/g)])
    .map(([, action]) => action ?? '');
  expect(named).not.toEqual([]);
  expect(named.filter((action) => !(action in phrases.sentences))).toEqual([]);
});

test('every action that can be chosen as a filter is one that is recorded', () => {
  expect(Object.keys(phrases.actions).filter((action) => !(action in phrases.sentences))).toEqual([]);
});

test('every permission has a name', () => {
  const named = (permission: string) =>
    permission
      .split('.')
      .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)?.[key], phrases.permissions);
  expect([...permissions, ...casePermissions].filter((permission) => typeof named(permission) !== 'string')).toEqual(
    [],
  );
});
