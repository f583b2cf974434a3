import { systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { makeLog } from '#platform/log.ts';
import { StartupError } from '#platform/startup-error.ts';
import { start } from './start.ts';

try {
  const config = readConfig(process.env);
  const log = makeLog(config.logLevel);
  const running = await start({ config, log, clock: systemClock });
  console.log(`Midline is ready at ${config.publicUrl}`);
  if (running.setUpUrl) console.log(`\nSet it up here (the link works once):\n\n    ${running.setUpUrl}\n`);

  // The queue doesn't wait for some of its statements; when the database goes away in one of them, the server stays.
  process.on('unhandledRejection', (error) =>
    log.error({ error: String(error) }, 'something failed that nobody waited for'),
  );

  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      running.stop().then(
        () => process.exit(0),
        (error: Error) => {
          log.error({ error: error.message }, 'stopping failed');
          process.exit(1);
        },
      );
    });
  }
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  console.error(`Midline can't start. ${error.message}`);
  process.exit(1);
}
