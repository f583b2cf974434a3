import { join, resolve } from 'node:path';
import type { Clock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { startEmbeddedPostgres } from '#platform/database/embedded.ts';
import { migrate } from '#platform/database/migrate.ts';
import type { Log } from '#platform/log.ts';
import { secretFrom } from '#platform/secret.ts';
import { StartupError } from '#platform/startup-error.ts';
import { type App, makeApp } from './app.ts';
import { keptSecret } from './kept-secret.ts';
import { offerSetUp } from './modules/identity/index.ts';

export type Running = { app: App; setUpUrl: string | null; stop(): Promise<void> };

/** Database → migrations → application → jobs → listening. */
export async function start(options: { config: Config; log: Log; clock: Clock }): Promise<Running> {
  const { config, log, clock } = options;
  const directory = resolve(config.dataDir);
  const postgres = config.databaseUrl
    ? null
    : await startEmbeddedPostgres({ directory: join(directory, 'postgres'), log });
  try {
    const secret = secretFrom(config.secret ?? (await keptSecret(directory, postgres?.ownerUrl)));
    const urls = await migrate(postgres?.ownerUrl ?? config.databaseUrl!, secret);
    const app = await makeApp({ config, urls, secret, clock, log });
    try {
      await listen(app, config);
      await app.work();
    } catch (error) {
      await app.stop();
      throw error;
    }
    const token = await app.platform.database.worker.transaction((tx) => offerSetUp(tx));
    void postgres?.ended.then(() => {
      if (!stopping) {
        log.fatal('the built-in PostgreSQL ended; start Midline again');
        process.exit(1);
      }
    });
    let stopping = false;
    return {
      app,
      setUpUrl: token ? `${config.publicUrl}/set-up/${token}` : null,
      async stop() {
        stopping = true;
        await app.stop();
        await postgres?.stop();
      },
    };
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
}

async function listen(app: App, config: Config): Promise<void> {
  try {
    await app.server.listen({ host: config.host, port: config.port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new StartupError(
        'port_taken',
        `Port ${config.port} on ${config.host} is taken by another program. Stop that, or choose another with PORT=3001 npm start.`,
      );
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      throw new StartupError(
        'port_forbidden',
        `Midline may not listen on ${config.host}:${config.port} (${code}). Choose other HOST and PORT.`,
      );
    }
    throw error;
  }
}
