import { startEmbeddedPostgres } from '#platform/database/embedded.ts';
import { installedBinaries } from '#platform/database/embedded-binaries.ts';
import { StartupError } from '#platform/startup-error.ts';

/*
 * A server that consists of its built-in PostgreSQL only, for tests that kill it: node embedded-program.ts <folder>
 * [<folder of PostgreSQL's programs>]. Prints one line of JSON: the address, or why it didn't start. On SIGINT and
 * SIGTERM it asks its database one last thing, as a server that drains its requests does, and stops.
 */
const [directory = '', bin] = process.argv.slice(2);
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const log = { info: () => {}, warn: (warning: string) => process.stderr.write(`${warning}\n`) };

try {
  const binaries = bin ? { bin, major: 18 } : installedBinaries();
  const postgres = await startEmbeddedPostgres({ directory, log, binaries });
  const stop = async () => {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: postgres.ownerUrl });
    await client.connect();
    const { rows } = await client.query('select 1 as answer');
    await client.end();
    await postgres.stop();
    say({ drained: rows[0].answer });
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  say({ ownerUrl: postgres.ownerUrl, version: postgres.version, pid: postgres.pid });
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  say({ code: error.code, sentence: error.message });
}
