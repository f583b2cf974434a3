import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { endpoints } from '#contract/index.ts';
import { permissions } from '#contract/permissions.ts';
import { collaboratorStatusPage } from './collaborator-status-page.ts';
import { collaboratorStatusFile, orderLifeFile, permissionsFile, permissionsPage } from './docs.ts';
import { orderLifePage } from './order-life-page.ts';

test('docs/permissions.md is what `npm run docs` writes', async () => {
  expect(await readFile(permissionsFile, 'utf8')).toBe(permissionsPage());
});

test('docs/order-life.md is what `npm run docs` writes', async () => {
  expect(await readFile(orderLifeFile, 'utf8')).toBe(orderLifePage());
});

test('docs/collaborator-status.md is what `npm run docs` writes', async () => {
  expect(await readFile(collaboratorStatusFile, 'utf8')).toBe(collaboratorStatusPage());
});

test('it names every permission and every operation', () => {
  const page = permissionsPage();
  for (const permission of permissions) expect(page).toContain(`### \`${permission}\``);
  for (const endpoint of endpoints) expect(page).toContain(`| \`${endpoint.name}\` |`);
});
