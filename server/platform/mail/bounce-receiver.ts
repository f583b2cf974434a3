import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { SMTPServer } from 'smtp-server';
import type { Pool } from '#platform/database/connect.ts';
import { letterOfBounceAddress } from './bounce-address.ts';
import { readDeliveryReport } from './delivery-report.ts';
import type { MailSettings } from './settings.ts';
import { recordDelay } from './store.ts';
import { giveUp, type OnUndeliverable } from './undeliverable.ts';

export type BounceReceiver = { readonly port: number; close(): Promise<void> };

const largest = 2 * 1024 * 1024;

/**
 * A small mail server that takes nothing but reports about letters which left from here. Mail servers in between deliver
 * them to the return address of the letter; a report that it failed marks the letter as not delivered.
 */
export async function receiveBounces(
  settings: MailSettings,
  worker: Pool,
  onUndeliverable: OnUndeliverable,
): Promise<BounceReceiver> {
  if (!settings.bounces) throw new Error('no address for bounces is set up');
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largest,
    maxClients: 50,
    socketTimeout: 60_000,
    banner: 'Midline delivery reports',
    logger: false,
    onRcptTo({ address }, _session, done) {
      done(letterOfBounceAddress(settings, address) ? null : refusal(550, 'No such address here'));
    },
    onData(stream, session, done) {
      const letters = session.envelope.rcptTo.map(({ address }) => letterOfBounceAddress(settings, address)!);
      read(stream)
        .then((message) => (message ? apply(message, letters) : refusal(552, 'Too large for a report')))
        .then(done, () => done(refusal(451, 'Not recorded, try again later')));
    },
  });
  const apply = async (message: Buffer, letters: string[]): Promise<null> => {
    const report = await readDeliveryReport(message);
    if (!report) return null;
    await worker.transaction(async (tx) => {
      for (const letterId of letters) {
        if (report.verdict === 'failed') await giveUp(tx, letterId, report.reason, onUndeliverable);
        else await recordDelay(tx, letterId, report.reason);
      }
    });
    return null;
  };
  server.on('error', () => undefined);
  const { port, host = '127.0.0.1' } = settings.bounces;
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The whole message, or undefined when it is too large. */
async function read(stream: Readable): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largest) chunks.push(chunk);
  }
  return size > largest ? undefined : Buffer.concat(chunks);
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
