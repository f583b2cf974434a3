import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { secretFrom } from '#platform/secret.ts';
import { openPostRoom, type PostRoom } from './testing/post-room.ts';
import { type RecordingSmtpServer, startSmtpServer } from './testing/recording-smtp-server.ts';
import { sample, sampleSettings, sampleValues } from './testing/sample-letter.ts';
import type { UndeliverableLetter } from './undeliverable.ts';

let room: PostRoom;
let smtp: RecordingSmtpServer;
const told: UndeliverableLetter[] = [];

beforeAll(async () => {
  room = await openPostRoom(inject('postgresUrl'));
});
afterAll(() => room.close());
beforeEach(async () => {
  smtp = await startSmtpServer();
  told.length = 0;
  room.now = new Date('2026-11-22T09:00:00Z');
});
afterEach(() => smtp.stop());

const office = (smtpUrl = smtp.url) =>
  room.open({
    settings: { ...sampleSettings, smtpUrl },
    onUndeliverable: async (_tx, letter) => void told.push(letter),
  });
const later = (seconds: number) => new Date(room.now.getTime() + seconds * 1000);

describe('what can go wrong', () => {
  test('a letter posted in a transaction that is rolled back is never sent', async () => {
    const mail = office();
    let id = '';
    const failing = room.database.app.transaction(async (tx) => {
      id = await mail.post(tx, { template: sample, to: 'ben@clinic.example', language: 'en', values: sampleValues });
      throw new Error('the invitation was refused');
    });
    await expect(failing).rejects.toThrow('the invitation was refused');
    expect(await room.letter(id)).toBeUndefined();
    expect(await room.jobOf(id)).toBeUndefined();
  });

  test('a temporary refusal is tried again, and the second mail carries the same Message-ID', async () => {
    const mail = office();
    const id = await room.post(mail);
    const codes = [451];
    smtp.refuseMessage = () => codes.shift();
    await room.send(mail, id);
    expect(await room.letter(id)).toMatchObject({ state: 'waiting', attempts: 1, next_attempt_at: later(1) });
    expect(await room.jobOf(id)).toEqual(later(1));
    room.now = later(1);
    await room.send(mail, id);
    expect(await room.letter(id)).toMatchObject({ state: 'sent', attempts: 2, last_error: null, payload: null });
    expect(smtp.received).toHaveLength(1);
    expect(smtp.received[0]!.mail.messageId).toBe(`<${id}@midline.example>`);
    expect(smtp.received[0]!.raw).not.toContain('X-Midline-Repeated');
    expect(told).toEqual([]);
  });

  test('a mail server that is down loses nothing: the letter goes out when it is back', async () => {
    const mail = office();
    const id = await room.post(mail);
    await smtp.stop();
    for (const wait of [1, 5, 30, 120]) {
      await room.send(mail, id);
      expect((await room.letter(id)).next_attempt_at).toEqual(later(wait));
      room.now = later(wait);
    }
    expect((await room.letter(id)).last_error).toMatch(/ECONNREFUSED/);
    smtp = await startSmtpServer(smtp.port);
    await room.send(mail, id);
    expect(await room.letter(id)).toMatchObject({ state: 'sent', attempts: 5 });
    expect(smtp.received).toHaveLength(1);
  });

  test('a refused recipient fails at once, and the module is told what the letter was about', async () => {
    const mail = office();
    smtp.refuseRecipient = (address) => (address === 'nobody@clinic.example' ? 550 : undefined);
    const id = await room.post(mail, 'nobody@clinic.example');
    await room.send(mail, id);
    expect(await room.letter(id)).toMatchObject({ state: 'failed', attempts: 1, payload: null });
    expect(told).toEqual([
      {
        id,
        template: 'team.invitation',
        reason: '550 Not this recipient',
        about: { kind: 'invitation', id: '01890000-0000-7000-8000-000000000001' },
      },
    ]);
  });

  test('an address that no mail server could take fails at once', async () => {
    const mail = office();
    const id = await room.post(mail, 'not an address');
    await room.send(mail, id);
    expect((await room.letter(id)).state).toBe('failed');
  });

  test('what the server holds against the installation is not held against the recipient', async () => {
    const id = await room.post(office());
    await room.send(office(`smtp://someone:wrong@127.0.0.1:${smtp.port}`), id);
    expect(await room.letter(id)).toMatchObject({ state: 'waiting' });
    smtp.refuseRecipient = () => 530;
    await room.send(office(), id);
    expect(await room.letter(id)).toMatchObject({ state: 'waiting', attempts: 2 });
    expect(told).toEqual([]);
  });

  test('after three days of refusals the letter counts as not delivered', async () => {
    const mail = office();
    const id = await room.post(mail);
    smtp.refuseMessage = () => 451;
    room.now = later(3 * 24 * 3600);
    await room.send(mail, id);
    expect((await room.letter(id)).state).toBe('failed');
    expect(told).toHaveLength(1);
  });

  test('when the module can’t take the news, the failure is not recorded either and comes again', async () => {
    const mail = room.open({
      settings: { ...sampleSettings, smtpUrl: smtp.url },
      onUndeliverable: async () => {
        throw new Error('no');
      },
    });
    const id = await room.post(mail);
    smtp.refuseRecipient = () => 550;
    await expect(room.send(mail, id)).rejects.toThrow('no');
    expect((await room.letter(id)).state).toBe('waiting');
    await room.send(office(), id);
    expect(told).toHaveLength(1);
  });

  test('a letter sealed under another secret waits instead of getting lost', async () => {
    const id = await room.post(office());
    const other = room.open({
      settings: { ...sampleSettings, smtpUrl: smtp.url, secret: secretFrom('another secret of 32 letters') },
    });
    await room.send(other, id);
    expect(await room.letter(id)).toMatchObject({ state: 'waiting' });
    expect(smtp.received).toEqual([]);
  });

  test('a process killed between the server’s acceptance and our record repeats the mail, marked, under the same Message-ID', async () => {
    const mail = office();
    const id = await room.post(mail);
    const script = fileURLToPath(new URL('testing/send-in-child.ts', import.meta.url));
    const child = spawn(process.execPath, [script, room.urls.worker, smtp.url, id], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const ended = new Promise((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
    smtp.beforeAccepting = async () => {
      child.kill('SIGKILL');
      await ended;
    };
    expect(await ended).toBe('SIGKILL');
    // Waits until PostgreSQL has noticed that the process is gone.
    await room.database.worker.transaction((tx) =>
      tx.query('select 1 from midline.letters where id = $1 for update', [id]),
    );
    expect(await room.letter(id)).toMatchObject({ state: 'waiting', attempts: 1 });
    smtp.beforeAccepting = () => undefined;
    await room.send(mail, id);
    expect(await room.letter(id)).toMatchObject({ state: 'sent', attempts: 2, last_error: 'maybe sent twice' });
    expect(smtp.received.map(({ mail }) => mail.messageId)).toEqual(Array(2).fill(`<${id}@midline.example>`));
    expect(smtp.received[0]!.raw).not.toContain('X-Midline-Repeated');
    expect(smtp.received[1]!.raw).toContain('X-Midline-Repeated: yes');
  });
});

test('a letter arrives with text, HTML and the headers of an automatic mail', async () => {
  const mail = office();
  const id = await room.post(mail);
  await room.send(mail, id);
  const { mail: got, from, to, raw } = smtp.received[0]!;
  expect({ from, to }).toEqual({ from: 'portal@midline.example', to: ['ben@clinic.example'] });
  expect(got).toMatchObject({ subject: 'Ann Lee invites you to Praxis Nord', messageId: `<${id}@midline.example>` });
  expect(got.text).toContain('https://midline.example/invitation/secret-token');
  expect(got.html).toContain('href="https://midline.example/invitation/secret-token"');
  expect(new Date(got.date!)).toEqual(room.now);
  expect(raw).toContain('Auto-Submitted: auto-generated');
});

test('two processes that take up the same letter send it once', async () => {
  const [first, second] = [office(), office()];
  const id = await room.post(first);
  await Promise.all([room.send(first, id), room.send(second, id)]);
  await room.send(second, id);
  expect(smtp.received).toHaveLength(1);
});

test('the same seed posts one letter', async () => {
  const mail = office();
  const once = () =>
    room.database.app.transaction((tx) =>
      mail.post(tx, {
        template: sample,
        to: 'a@b.example',
        language: 'de',
        values: sampleValues,
        messageIdSeed: 'invitation 7',
      }),
    );
  expect(await once()).toBe(await once());
});

test('nobody who reads the table can read a letter', async () => {
  const id = await room.post(office());
  expect((await room.letter(id)).payload!.toString('latin1')).not.toContain('secret-token');
});
