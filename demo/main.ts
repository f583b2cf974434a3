import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readConfig } from '#platform/config.ts';
import { makeLog } from '#platform/log.ts';
import { StartupError } from '#platform/startup-error.ts';
import { type Running, start } from '../server/start.ts';
import { DemoClock } from './demo-clock.ts';
import { fillWorld, signIns } from './fill-world.ts';
import { password } from './people.ts';

/**
 * `npm run demo`: Midline on a database of its own, filled at first start by calling its own API. What is configured for the real
 * instance beside it (database, secret, mail, sign-in elsewhere) is not for the demo.
 */
const directory = resolve(process.env.DATA_DIR ?? '.', 'demo-data');
const clock = new DemoClock();

try {
  const running = await startFilled();
  console.log(
    `Midline's demo is ready at ${running.app.platform.config.publicUrl}\n\nEverybody's password is "${password}". Sign in as:\n`,
  );
  const width = Math.max(...signIns.map(({ email }) => email.length));
  for (const { email, who } of signIns) console.log(`    ${email.padEnd(width)}  ${who}`);
  console.log('\nNothing leaves this machine: letters stay in the outbox, which the instance administrator reads.\n');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void running.stop().then(() => process.exit(0)));
  }
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  const afresh = ['database_newer', 'migration_changed'].includes(error.code);
  const advice = afresh ? ` Or remove ${directory}: the demo then begins afresh.` : '';
  console.error(`The demo can't start. ${error.message}${advice}`);
  process.exit(1);
}

/** Half a world, as a filling that was cut off leaves it, is thrown away. */
async function startFilled(): Promise<Running> {
  const unfinished = join(directory, 'filling');
  let running = await startDemo();
  if (!running.setUpUrl && existsSync(unfinished)) {
    await running.stop();
    await rm(directory, { recursive: true, maxRetries: 5 });
    running = await startDemo();
  }
  if (!running.setUpUrl) return running;
  console.log('Filling the demo world …');
  await writeFile(unfinished, '');
  try {
    await fillWorld(running, running.setUpUrl, clock);
  } catch (error) {
    await running.stop();
    throw error;
  }
  await rm(unfinished);
  return running;
}

function startDemo(): Promise<Running> {
  const { HOST, PORT, PUBLIC_URL, TRUST_PROXY, LOG_LEVEL = 'warn', REQUESTS_PER_MINUTE } = process.env;
  const config = readConfig({
    ...{ HOST, PORT, PUBLIC_URL, TRUST_PROXY, LOG_LEVEL, REQUESTS_PER_MINUTE },
    DATA_DIR: directory,
    GUARDED_REQUESTS_PER_MINUTE: '1000',
  });
  return start({ config, log: makeLog(config.logLevel), clock });
}
