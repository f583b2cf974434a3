import { readConfig } from '#platform/config.ts';
import { makeLog } from '#platform/log.ts';
import { StartupError } from '#platform/startup-error.ts';
import { start } from '../server/start.ts';
import { DemoClock } from './demo-clock.ts';
import { fillWorld, password, signIns } from './fill-world.ts';

/** `npm run demo`: Midline on a database of its own, filled at first start by calling its own API. */
try {
  const config = readConfig({
    DATA_DIR: 'demo-data',
    LOG_LEVEL: 'warn',
    GUARDED_REQUESTS_PER_MINUTE: '1000',
    ...process.env,
  });
  const log = makeLog(config.logLevel);
  const clock = new DemoClock();
  const running = await start({ config, log, clock });
  if (running.setUpUrl) {
    console.log('Filling the demo world …');
    await fillWorld(running, running.setUpUrl, clock);
  }
  console.log(`Midline's demo is ready at ${config.publicUrl}\n\nEverybody's password is "${password}". Sign in as:\n`);
  const width = Math.max(...signIns.map(({ email }) => email.length));
  for (const { email, who } of signIns) console.log(`    ${email.padEnd(width)}  ${who}`);
  console.log('\nNothing leaves this machine: letters stay in the outbox, which the instance administrator reads.\n');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void running.stop().then(() => process.exit(0)));
  }
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  console.error(`The demo can't start. ${error.message}`);
  process.exit(1);
}
