import { connect } from '#platform/database/connect.ts';
import { migrate } from '#platform/database/migrate.ts';
import { newToken, secretFrom } from '#platform/secret.ts';
import { measureGiving } from './collaborators/giving.ts';
import { measureLists } from './collaborators/lists.ts';
import { Figures } from './figures.ts';
import { fillCases } from './orders/fill.ts';
import { benchDatabase } from './server.ts';

const cases = Number(process.env['BENCH_CASES'] ?? 1_000_000);

/** Collaborators at a million cases: a tenth of them given in one act, what is read meanwhile, and the lists of those with 4, 400 and a tenth. */
export async function bench(): Promise<boolean> {
  const figures = new Figures();
  const database = await benchDatabase();
  const urls = await migrate(database.ownerUrl, secretFrom(newToken() + newToken()));
  const connected = connect({ appUrl: urls.app, workerUrl: urls.worker, connections: 2, now: () => new Date() });
  try {
    const began = performance.now();
    const readers = await fillCases(database.ownerUrl, cases, { oneProvider: true });
    figures.tell(`${cases} cases filled`, (performance.now() - began) / 1000, 's');
    const collaborators = await measureGiving(figures, connected, database.ownerUrl, readers);
    await measureLists(figures, connected, collaborators);
    return figures.met();
  } finally {
    await connected.close();
    await database.stop();
  }
}
