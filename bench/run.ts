import { cpus, totalmem } from 'node:os';

/** `npm run bench` runs every benchmark, `npm run bench -- NAME …` those named. Each prints its figures and fails on a miss. */
const benchmarks: Record<string, () => Promise<{ bench: () => Promise<boolean> }>> = {
  live: () => import('./live.ts'),
  collaborators: () => import('./collaborators.ts'),
  mesh: () => import('./mesh.ts'),
  orders: () => import('./orders.ts'),
  rights: () => import('./rights.ts'),
  setups: () => import('./setups.ts'),
  start: () => import('./start.ts'),
  team: () => import('./team.ts'),
  uploads: () => import('./uploads.ts'),
  web: () => import('./web.ts'),
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in benchmarks));
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ')}.`);
  process.exit(2);
}
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
);
let met = true;
for (const name of names.length > 0 ? names : Object.keys(benchmarks)) {
  console.log(`\n${name}`);
  const { bench } = await benchmarks[name]!();
  met = (await bench()) && met;
}
process.exit(met ? 0 : 1);
