import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { compareHeads, type HeadsVerdict, headsFile } from '#platform/audit/heads.ts';
import { type Verdict, verifyChain } from '#platform/audit/verify-chain.ts';
import { systemClock } from '#platform/clock.ts';
import { type Config, readConfig } from '#platform/config.ts';
import { connect } from '#platform/database/connect.ts';
import { startEmbeddedPostgres } from '#platform/database/embedded.ts';
import { ownerName } from '#platform/database/embedded-cluster.ts';
import { type Secret, secretFrom } from '#platform/secret.ts';
import { StartupError } from '#platform/startup-error.ts';

export type AuditVerdict = { chain: Verdict; heads: HeadsVerdict; intact: boolean };

/** Verifies the audit log of the database that an owner's address leads to. */
export async function verifyAudit(ownerUrl: string, file: string, secret: Secret): Promise<AuditVerdict> {
  const url = new URL(ownerUrl);
  url.searchParams.set('options', '-c search_path=midline,pg_catalog');
  const database = connect({ appUrl: url.href, workerUrl: url.href, now: () => systemClock.now() });
  try {
    return await database.worker.transaction(async (tx) => {
      const chain = await verifyChain(tx);
      const heads = await compareHeads(tx, file, secret);
      return {
        chain,
        heads,
        intact: chain.firstBroken === null && chain.overlooked === 0 && heads.missing === null && heads.damaged === 0,
      };
    });
  } finally {
    await database.close();
  }
}

/** The verdict in words, for the terminal. */
export function inWords({ chain, heads, intact }: AuditVerdict, file: string): string {
  const lines = [`${chain.entries} entries hold, ${chain.unsealed} wait for their seal.`];
  if (chain.firstBroken !== null)
    lines.push(`The chain breaks at position ${chain.firstBroken}: something was changed or taken out there.`);
  if (chain.overlooked > 0) {
    lines.push(`${chain.overlooked} of them had been sealed already: their seals were taken away.`);
  }
  lines.push(`${heads.compared} heads noted in ${file} agree with the database.`);
  if (heads.damaged > 0)
    lines.push(`${heads.damaged} lines of that file are damaged or were not written by this instance.`);
  if (heads.missing) {
    lines.push(
      `Position ${heads.missing.position}, noted at ${heads.missing.notedAt}, is gone or different: the end of the log was cut or written anew, or an older backup was restored.`,
    );
  }
  lines.push(intact ? 'The audit log is intact.' : 'The audit log is NOT intact.');
  return lines.join('\n');
}

async function withDatabase<T>(config: Config, work: (ownerUrl: string) => Promise<T>): Promise<T> {
  if (config.databaseUrl) return work(config.databaseUrl);
  const directory = resolve(config.dataDir, 'postgres');
  const running = await runningDatabase(directory);
  if (running) return work(running);
  const log = { info: () => undefined, warn: (message: string) => console.error(message) };
  const postgres = await startEmbeddedPostgres({ directory, log });
  try {
    return await work(postgres.ownerUrl);
  } finally {
    await postgres.stop();
  }
}

/** The built-in PostgreSQL of a server that runs right now. */
async function runningDatabase(directory: string): Promise<string | undefined> {
  const read = (name: string) => readFile(join(directory, name), 'utf8').catch(() => undefined);
  const [lines, password] = await Promise.all([read('cluster/postmaster.pid'), read('superuser-password')]);
  const [pid, , , port] = (lines ?? '').split('\n');
  if (!pid || !port || !password) return undefined;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return undefined;
  }
  return `postgres://${ownerName}:${password.trim()}@127.0.0.1:${port.trim()}/midline`;
}

if (import.meta.main) {
  try {
    const config = readConfig(process.env);
    const file = headsFile(resolve(config.dataDir));
    const secret =
      config.secret ?? (await readFile(join(resolve(config.dataDir), 'secret'), 'utf8').catch(() => undefined))?.trim();
    if (!secret)
      throw new StartupError(
        'secret_missing',
        `There is no secret in ${resolve(config.dataDir)}. Set SECRET or DATA_DIR as for the server.`,
      );
    const verdict = await withDatabase(config, (ownerUrl) => verifyAudit(ownerUrl, file, secretFrom(secret)));
    console.log(inWords(verdict, file));
    process.exitCode = verdict.intact ? 0 : 1;
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    console.error(`The audit log can't be verified. ${error.message}`);
    process.exitCode = 2;
  }
}
