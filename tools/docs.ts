import { mkdir, writeFile } from 'node:fs/promises';
import { type CasePermission, caseGives, casePermissions, standings } from '#contract/case-permissions.ts';
import { endpoints } from '#contract/index.ts';
import { gives, type Permission, type Position, permissions, positions, roleDefaults } from '#contract/permissions.ts';
import { byPath } from '../server/docs/capabilities.ts';
import { collaboratorStatusPage } from './collaborator-status-page.ts';
import { table } from './markdown-table.ts';
import { orderLifePage, standingTitles } from './order-life-page.ts';

/** Writes docs/permissions.md and docs/order-life.md from the policy tables and the endpoints: `npm run docs`. */
export const permissionsFile: URL = new URL('../docs/permissions.md', import.meta.url);
export const collaboratorStatusFile: URL = new URL('../docs/collaborator-status.md', import.meta.url);
export const orderLifeFile: URL = new URL('../docs/order-life.md', import.meta.url);

const titles: Record<Position, string> = {
  owner_manager_admin: 'Owner/Manager, Admin',
  owner_manager_user: 'Owner/Manager, User',
  practitioner_admin: 'Practitioner, Admin',
  practitioner_user: 'Practitioner, User',
  front_desk_admin: 'DA/Front Desk, Admin',
  front_desk_user: 'DA/Front Desk, User',
  group_manager: 'Group manager',
  instance_administrator: 'Instance administrator',
  laboratory_manager: 'Laboratory manager',
  technician: 'Technician',
  service_manager: 'Service manager',
  service_member: 'Service member',
};

export function permissionsPage(): string {
  return [
    '# Permissions',
    '',
    'Written by `npm run docs` from contract/permissions.ts, contract/case-permissions.ts and the endpoints of contract/. A test fails when it',
    'is out of date.',
    '',
    'A position is what a membership makes of a person. Somebody with several may do what any of them allows, each in the organisation',
    'where it is held; a group manager holds theirs in every practice of the group, the instance administrator in every group, laboratory',
    'and service and on the instance. Order of refusals: not signed in 401, not visible 404, visible but not allowed 403 naming the permission, against a rule 409.',
    '',
    '## Who may do what',
    '',
    table(
      ['Permission', ...positions.map((position) => titles[position])],
      permissions.map((permission) => [
        `\`${permission}\``,
        ...positions.map((position) => (gives(position, permission) ? '✓' : '')),
      ]),
    ),
    '',
    '## Who may do what with a case',
    '',
    'A standing is what links a person to one case. Somebody with several may do what any of them allows. Who has none can’t tell that the',
    'case exists: 404. What may happen to an order, and from where, is in [order-life.md](order-life.md).',
    '',
    table(
      ['Permission', ...standings.map((standing) => standingTitles[standing])],
      casePermissions.map((permission) => [
        `\`${permission}\``,
        ...standings.map((standing) => (caseGives(standing, permission) ? '✓' : '')),
      ]),
    ),
    '',
    '## Which permission opens which operation',
    '',
    ...[...permissions, ...casePermissions].flatMap((permission) => operationsWith(permission)),
    '### Any account, on what is its own (`signed_in`)',
    '',
    operations('signed_in'),
    '',
    '### Anybody (`public`)',
    '',
    operations('public'),
    '',
    '## What a role gets by default',
    '',
    table(
      ['Role', 'Level', 'Opens in', 'Clinical role', 'Digest'],
      Object.entries(roleDefaults).map(([role, defaults]) => [
        `\`${role}\``,
        defaults.level,
        defaults.landing,
        defaults.clinicalRole,
        defaults.digest,
      ]),
    ),
    '',
  ].join('\n');
}

function operationsWith(permission: Permission | CasePermission): string[] {
  const list = operations(permission);
  return [`### \`${permission}\``, '', list || 'No operation of its own; asked by others along the way.', ''];
}

function operations(access: string): string {
  const found = endpoints.filter((endpoint) => endpoint.access === access).sort(byPath);
  if (found.length === 0) return '';
  return table(
    ['Operation', 'Path', 'What it does'],
    found.map(({ name, method, path, summary }) => [`\`${name}\``, `\`${method} ${path}\``, summary]),
  );
}

if (import.meta.main) {
  await mkdir(new URL('.', permissionsFile), { recursive: true });
  await writeFile(permissionsFile, permissionsPage());
  await writeFile(orderLifeFile, orderLifePage());
  await writeFile(collaboratorStatusFile, collaboratorStatusPage());
}
