import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { Tx } from '#platform/database/transaction.ts';
import { type Jobs, runJobs } from '#platform/jobs/run-jobs.ts';
import type { Log } from '#platform/log.ts';
import type { Mail } from './mail.ts';
import { requeueLostLetters } from './requeue-lost-letters.ts';
import { openPostRoom, type PostRoom } from './testing/post-room.ts';
import { type RecordingSmtpServer, startSmtpServer } from './testing/recording-smtp-server.ts';
import { sampleSettings } from './testing/sample-letter.ts';

let room: PostRoom;
let smtp: RecordingSmtpServer;
let mail: Mail;
let jobs: Jobs | undefined;

beforeAll(async () => {
  room = await openPostRoom(inject('postgresUrl'));
});
afterAll(() => room.close());
beforeEach(async () => {
  room.now = new Date();
  smtp = await startSmtpServer();
  mail = room.open({ settings: { ...sampleSettings, smtpUrl: smtp.url } });
});
afterEach(async () => {
  await jobs?.stop();
  await smtp.stop();
});

async function work(): Promise<void> {
  const send = (tx: Tx, payload: unknown) =>
    mail.send(tx, room.database.worker, (payload as { letterId: string }).letterId);
  const log = { info() {}, warn() {}, error() {}, debug() {} } as unknown as Log;
  jobs = await runJobs(room.database, { send_letter: send }, [requeueLostLetters(mail)], log);
}

test('a letter goes out by the queue, and one refused for the moment goes out a second later', async () => {
  const codes = [451];
  smtp.refuseMessage = () => codes.shift();
  await work();
  await room.post(mail);
  expect((await smtp.mail(1)).to).toEqual(['ben@clinic.example']);
});

test('a letter whose job was lost goes out at the next start', async () => {
  const id = await room.post(mail, 'lost@clinic.example');
  await room.database.worker.transaction((tx) => tx.query('select graphile_worker.remove_job($1)', [`letter:${id}`]));
  await work();
  expect((await smtp.mail(1)).to).toEqual(['lost@clinic.example']);
});

test('a letter whose process was killed in the middle goes out at the next start, though its job is still locked', async () => {
  const id = await room.post(mail, 'locked@clinic.example');
  await room.database.worker.transaction((tx) =>
    tx.query(
      `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'a dead process', attempts = 1 where key = $1`,
      [`letter:${id}`],
    ),
  );
  await work();
  expect((await smtp.mail(1)).to).toEqual(['locked@clinic.example']);
});
