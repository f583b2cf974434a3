import { createTransport } from 'nodemailer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { secretFrom } from '#platform/secret.ts';
import { bounceAddress } from './bounce-address.ts';
import { type BounceReceiver, receiveBounces } from './bounce-receiver.ts';
import type { Mail } from './mail.ts';
import { outOfOffice, statusReport } from './testing/delivery-reports.ts';
import { openPostRoom, type PostRoom } from './testing/post-room.ts';
import { type RecordingSmtpServer, startSmtpServer } from './testing/recording-smtp-server.ts';
import { sampleSettings } from './testing/sample-letter.ts';
import type { UndeliverableLetter } from './undeliverable.ts';

const settings = { ...sampleSettings, bounces: { domain: 'bounces.midline.example', port: 0 } };
let room: PostRoom;
let smtp: RecordingSmtpServer;
let receiver: BounceReceiver;
let mail: Mail;
const told: UndeliverableLetter[] = [];

beforeAll(async () => {
  room = await openPostRoom(inject('postgresUrl'));
});
afterAll(() => room.close());
beforeEach(async () => {
  told.length = 0;
  smtp = await startSmtpServer();
  const onUndeliverable = async (_tx: unknown, letter: UndeliverableLetter) => void told.push(letter);
  mail = room.open({ settings: { ...settings, smtpUrl: smtp.url }, onUndeliverable });
  receiver = await receiveBounces(settings, room.database.worker, onUndeliverable);
});
afterEach(async () => {
  await receiver.close();
  await smtp.stop();
});

/** Sends a letter and returns its id and the address that mail servers report to. */
async function sentLetter(): Promise<{ id: string; returnAddress: string }> {
  const id = await room.post(mail);
  await room.send(mail, id);
  return { id, returnAddress: smtp.received[0]!.from };
}

/** Delivers a report as a mail server would, from nobody. */
async function report(to: string, raw: string): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: receiver.port });
  await transport.sendMail({ envelope: { from: '', to: [to] }, raw });
}

describe('what the receiver refuses', () => {
  test('mail to any other address, so that nobody relays or fills it', async () => {
    const { id } = await sentLetter();
    const others = [
      'postmaster@bounces.midline.example',
      'ben@clinic.example',
      bounceAddress({ ...settings, secret: secretFrom('somebody else’s secret of 32 letters') }, id)!,
      bounceAddress({ ...settings, bounces: { domain: 'elsewhere.example', port: 0 } }, id)!,
    ];
    for (const address of others) {
      await expect(report(address, statusReport({ action: 'failed' }))).rejects.toMatchObject({ responseCode: 550 });
    }
    expect((await room.letter(id)).state).toBe('sent');
  });

  test('a report of many megabytes', async () => {
    const { id, returnAddress } = await sentLetter();
    const huge = statusReport({ action: 'failed', original: 'x'.repeat(70).concat('\r\n').repeat(40_000) });
    await expect(report(returnAddress, huge)).rejects.toMatchObject({ responseCode: 552 });
    expect((await room.letter(id)).state).toBe('sent');
  });

  test.each([
    ['an out-of-office reply', outOfOffice],
    ['a report that the mail was delivered', statusReport({ action: 'delivered' })],
    ['something that isn’t a mail', '\u0000\u0001 not a mail'],
  ])('%s marks nothing', async (_, raw) => {
    const { id, returnAddress } = await sentLetter();
    await report(returnAddress, raw);
    expect(await room.letter(id)).toMatchObject({ state: 'sent', last_error: null });
    expect(told).toEqual([]);
  });
});

test('a bounce marks the letter as not delivered and tells the module why, once', async () => {
  const { id, returnAddress } = await sentLetter();
  const bounce = statusReport({ action: 'failed', diagnostic: '550 5.1.1 <ben@clinic.example>: user\r\n    unknown' });
  await report(returnAddress, bounce);
  await report(returnAddress.toUpperCase(), bounce);
  expect(await room.letter(id)).toMatchObject({
    state: 'failed',
    last_error: '550 5.1.1 <ben@clinic.example>: user unknown',
  });
  expect(told).toEqual([
    expect.objectContaining({ id, about: { kind: 'invitation', id: '01890000-0000-7000-8000-000000000001' } }),
  ]);
});

test('a letter that is only late stays sent, with what the mail server said', async () => {
  const { id, returnAddress } = await sentLetter();
  await report(returnAddress, statusReport({ action: 'delayed', diagnostic: '451 4.7.1 greylisted' }));
  expect(await room.letter(id)).toMatchObject({ state: 'sent', last_error: '451 4.7.1 greylisted' });
  expect(told).toEqual([]);
});

test('a bounce that can’t be recorded is asked for again', async () => {
  const { id, returnAddress } = await sentLetter();
  await receiver.close();
  receiver = await receiveBounces(settings, room.database.worker, async () => {
    throw new Error('no');
  });
  await expect(report(returnAddress, statusReport({ action: 'failed' }))).rejects.toMatchObject({ responseCode: 451 });
  expect((await room.letter(id)).state).toBe('sent');
});
