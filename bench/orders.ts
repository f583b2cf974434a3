import { connect } from '#platform/database/connect.ts';
import { migrate } from '#platform/database/migrate.ts';
import { newToken, secretFrom } from '#platform/secret.ts';
import { Figures } from './figures.ts';
import { measureBrowser } from './orders/browser.ts';
import { measureDatabase } from './orders/database.ts';
import { fillCases } from './orders/fill.ts';
import { measureHttp } from './orders/http.ts';
import { benchDatabase } from './server.ts';

const cases = Number(process.env['BENCH_CASES'] ?? 1_000_000);

/** Manage Orders at a million cases in 200 practices: the database alone, then over HTTP beside bare Fastify and pg, then in the browser. */
export async function bench(): Promise<boolean> {
  const figures = new Figures();
  const database = await benchDatabase();
  const secret = newToken() + newToken();
  const urls = await migrate(database.ownerUrl, secretFrom(secret));
  try {
    const began = performance.now();
    const readers = await fillCases(database.ownerUrl, cases);
    figures.tell(`${cases} cases filled`, (performance.now() - began) / 1000, 's');
    const connected = connect({ appUrl: urls.app, workerUrl: urls.worker, connections: 1, now: () => new Date() });
    await measureDatabase(figures, connected, readers);
    await connected.close();
    await measureHttp(figures, database.ownerUrl, secret, readers);
    await measureBrowser(figures, database.ownerUrl, secret, readers);
    return figures.met();
  } finally {
    await database.stop();
  }
}
