import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Tx } from '../database/transaction.ts';
import type { Log } from '../log.ts';
import { type Secret, sign } from '../secret.ts';
import type { Head } from './verify-chain.ts';

/** Where the newest position and digest of the chain are kept outside the database, so that a cut tail is found. */
export const headsFile = (dataDir: string): string => join(dataDir, 'audit-heads.log');

const keyOf = (secret: Secret) => secret.key('audit heads');

type Options = { file: string; secret: Secret; clock: Clock; log: Log };

/** Notes the chain's head in the file, at most once a minute. Call it before sealing: what it notes must be committed. */
export function headKeeper({ file, secret, clock, log }: Options): (tx: Tx) => Promise<void> {
  let notedAt = Number.NEGATIVE_INFINITY;
  let notedPosition = '0';
  return async (tx) => {
    if (clock.now().getTime() - notedAt < 60_000) return;
    const [head] = await tx.query<{ position: string; digest: Buffer; instance: string }>(
      'select s.position, s.digest, i.id as instance from audit_seals s, instance i order by s.position desc limit 1',
    );
    if (!head || head.position === notedPosition) return;
    const facts = [clock.now().toISOString(), head.instance, head.position, head.digest.toString('hex')].join(' ');
    try {
      await mkdir(dirname(file), { recursive: true });
      await appendFile(file, `${facts} ${sign(keyOf(secret), facts)}\n`, { mode: 0o600 });
      notedPosition = head.position;
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'the head of the audit log could not be noted');
    }
    notedAt = clock.now().getTime();
  };
}

export type HeadsVerdict = {
  /** Heads noted for this database that it still has. */
  compared: number;
  /** Lines that weren't written by this instance as they stand. */
  damaged: number;
  /** The first noted position that the database has differently or no more, and when it was noted. */
  missing: { position: bigint; notedAt: string } | null;
};

/** Compares every head that was noted for this database with what it has now. */
export async function compareHeads(tx: Tx, file: string, secret: Secret): Promise<HeadsVerdict> {
  const [instance] = await tx.query<{ id: string }>('select id from instance');
  const text = await readFile(file, 'utf8').catch(() => '');
  let damaged = 0;
  const noted: (Head & { at: string })[] = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const [at = '', id = '', position = '', digest = '', signature = ''] = line.split(' ');
    if (sign(keyOf(secret), [at, id, position, digest].join(' ')) !== signature) damaged += 1;
    else if (id === instance?.id) noted.push({ at, position: BigInt(position), digest: Buffer.from(digest, 'hex') });
  }
  for (let from = 0; from < noted.length; from += 5000) {
    const some = noted.slice(from, from + 5000);
    const seals = await tx.query<{ position: string; digest: Buffer }>(
      'select position, digest from audit_seals where position = any ($1::bigint[])',
      [some.map((head) => String(head.position))],
    );
    const found = new Map(seals.map((seal) => [BigInt(seal.position), seal.digest]));
    const missing = some.find((head) => !found.get(head.position)?.equals(head.digest));
    if (missing) {
      const compared = noted.indexOf(missing);
      return { compared, damaged, missing: { position: missing.position, notedAt: missing.at } };
    }
  }
  return { compared: noted.length, damaged, missing: null };
}
