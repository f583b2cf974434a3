import { connect, type Database } from '#platform/database/connect.ts';
import { migrate } from '#platform/database/migrate.ts';
import { createTestDatabase } from '#testing/postgres.ts';
import { buildLetters } from '../../../../tools/build-letters.ts';
import { letterBook } from '../letter-template.ts';
import { createMail, type Mail, type MailOptions } from '../mail.ts';
import type { LetterRow } from '../store.ts';
import { sample, sampleSettings, sampleValues } from './sample-letter.ts';

/** A post office on a database of its own, whose clock the test turns. */
export type PostRoom = {
  database: Database;
  urls: { app: string; worker: string };
  now: Date;
  open(options?: Partial<Omit<MailOptions, 'book'>>): Mail;
  post(mail: Mail, to?: string): Promise<string>;
  send(mail: Mail, letterId: string): Promise<void>;
  letter(letterId: string): Promise<LetterRow & { next_attempt_at: Date | null }>;
  /** When the queue will run the letter's job; undefined where there is none. */
  jobOf(letterId: string): Promise<Date | undefined>;
  close(): Promise<void>;
};

export async function openPostRoom(postgresUrl: string): Promise<PostRoom> {
  await buildLetters();
  const created = await createTestDatabase(postgresUrl);
  const urls = await migrate(created.url, sampleSettings.secret);
  const opened: Mail[] = [];
  const database = connect({ appUrl: urls.app, workerUrl: urls.worker, now: () => room.now });
  const room: PostRoom = {
    database,
    urls,
    now: new Date('2026-11-22T09:00:00Z'),
    open(options) {
      const mail = createMail({ settings: sampleSettings, book: letterBook({ sample }), ...options });
      opened.push(mail);
      return mail;
    },
    post: (mail, to = 'ben@clinic.example') =>
      database.app.transaction((tx) =>
        mail.post(tx, {
          template: sample,
          to,
          language: 'en',
          firstName: 'Ben',
          values: sampleValues,
          about: { kind: 'invitation', id: '01890000-0000-7000-8000-000000000001' },
        }),
      ),
    send: (mail, letterId) => database.worker.transaction((tx) => mail.send(tx, database.worker, letterId)),
    letter: (letterId) =>
      database.worker.transaction(
        async (tx) => (await tx.query<never>('select * from midline.letters where id = $1', [letterId]))[0]!,
      ),
    jobOf: (letterId) =>
      database.worker.transaction(
        async (tx) =>
          (
            await tx.query<{ run_at: Date }>('select run_at from graphile_worker.jobs where key = $1', [
              `letter:${letterId}`,
            ])
          )[0]?.run_at,
      ),
    async close() {
      for (const mail of opened) mail.close();
      await database.close();
      await created.drop();
    },
  };
  return room;
}
