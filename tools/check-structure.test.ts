import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkStructure } from './check-structure.ts';

const own = fileURLToPath(new URL('..', import.meta.url));
let checkout: string;

beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'midline-structure-'));
  for (const file of ['tools/structure.cjs', 'tsconfig.json', 'package.json', 'server/modules/order.ts']) {
    await mkdir(dirname(join(checkout, file)), { recursive: true });
    await cp(join(own, file), join(checkout, file));
  }
  await plant('web/main.tsx', 'export const web = 1;\n');
  await plant('contract/team.ts', 'export const team = 1;\n');
  for (const name of ['audit', 'identity', 'practices', 'team'])
    await plant(`server/modules/${name}/index.ts`, makerOf(name));
});
afterEach(() => rm(checkout, { recursive: true, force: true }));

const makerOf = (name: string) => `export const ${name}Module = () => ({ routes: [] });\n`;

async function plant(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(checkout, file)), { recursive: true });
  await writeFile(join(checkout, file), text);
}

const rulesBroken = () => checkStructure(checkout).map((finding) => finding.rule);

test('a tree that keeps the laws passes', async () => {
  await plant(
    'server/modules/team/store.ts',
    "import { identityModule } from '../identity/index.ts';\nexport const x = identityModule;\n",
  );
  expect(rulesBroken()).toEqual([]);
});

const forbidden: [rule: string, file: string, text: string][] = [
  [
    'platform-has-never-heard-of-a-tooth',
    'server/platform/x.ts',
    "import { teamModule } from '../modules/team/index.ts';\nexport const x = teamModule;\n",
  ],
  [
    'modules-through-their-face',
    'server/modules/team/x.ts',
    "import { y } from '../identity/y.ts';\nexport const x = y;\n",
  ],
  [
    'identity-knows-only-those-before-it',
    'server/modules/identity/x.ts',
    "import { teamModule } from '../team/index.ts';\nexport const x = teamModule;\n",
  ],
  [
    'web-knows-the-contract-alone',
    'web/x.ts',
    "import { teamModule } from '../server/modules/team/index.ts';\nexport const x = teamModule;\n",
  ],
  [
    'contract-knows-nobody',
    'contract/x.ts',
    "import { teamModule } from '../server/modules/team/index.ts';\nexport const x = teamModule;\n",
  ],
  [
    'no-test-code-in-the-product',
    'server/modules/team/x.ts',
    "import { z } from './x.test.ts';\nexport const x = z;\n",
  ],
];

test.each(forbidden)('%s', async (rule, file, text) => {
  await plant('server/modules/identity/y.ts', 'export const y = 1;\n');
  await plant('server/modules/team/x.test.ts', 'export const z = 1;\n');
  await plant(file, text);
  expect(rulesBroken()).toContain(rule);
});
