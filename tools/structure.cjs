// The laws of imports, for dependency-cruiser. See ARCHITECTURE.md, "Three laws".
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

// A module may import only those before it, so the order is read from the one place that states it.
const order = [
  ...readFileSync(join(__dirname, '../server/modules/order.ts'), 'utf8').matchAll(/name: '([a-z-]+)'/g),
].map((found) => found[1]);

const tests = '\\.test\\.tsx?$|/testing/';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'contract-knows-nobody',
      severity: 'error',
      from: { path: '^contract/', pathNot: tests },
      to: { pathNot: '^contract/|^node_modules/zod/' },
    },
    {
      name: 'platform-has-never-heard-of-a-tooth',
      severity: 'error',
      from: { path: '^server/platform/', pathNot: tests },
      to: { path: '^server/(access|modules|[^/]+\\.ts$)|^web/|^e2e/|^bench/' },
    },
    {
      name: 'access-decides-for-everybody',
      severity: 'error',
      from: { path: '^server/access/', pathNot: tests },
      to: { path: '^server/(modules|[^/]+\\.ts$)|^web/|^e2e/|^bench/' },
    },
    {
      name: 'modules-are-put-together-in-app',
      severity: 'error',
      from: { path: '^server/modules/', pathNot: `${tests}|^server/modules/order.ts` },
      to: { path: '^server/[^/]+\\.ts$|^web/|^e2e/|^bench/' },
    },
    {
      name: 'modules-through-their-face',
      severity: 'error',
      from: { path: '^server/modules/([^/]+)/', pathNot: tests },
      to: { path: '^server/modules/([^/]+)/', pathNot: '^server/modules/$1/|^server/modules/[^/]+/index.ts$' },
    },
    {
      name: 'application-through-faces',
      severity: 'error',
      from: { path: '^server/[^/]+\\.ts$', pathNot: tests },
      to: { path: '^server/modules/[^/]+/', pathNot: '^server/modules/[^/]+/index.ts$' },
    },
    ...order.map((name, place) => ({
      name: `${name}-knows-only-those-before-it`,
      severity: 'error',
      from: { path: `^server/modules/${name}/`, pathNot: tests },
      to: { path: `^server/modules/(${order.slice(place + 1).join('|') || 'nothing'})/` },
    })),
    {
      name: 'web-knows-the-contract-alone',
      severity: 'error',
      from: { path: '^web/', pathNot: tests },
      to: { path: '^server/|^e2e/|^bench/' },
    },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: { path: '^(server|web|contract)/', pathNot: tests },
      to: { path: tests },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
