import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { newId } from '#platform/ids.ts';
import { secretFrom } from '#platform/secret.ts';
import { listLetters, viewLetter } from './outbox.ts';
import { openPostRoom, type PostRoom } from './testing/post-room.ts';
import { sampleSettings } from './testing/sample-letter.ts';

let room: PostRoom;
beforeAll(async () => {
  room = await openPostRoom(inject('postgresUrl'));
});
afterAll(() => room.close());

const asWorker = <T>(work: Parameters<typeof room.database.worker.transaction<T>>[0]) =>
  room.database.worker.transaction(work);

describe('who may not read letters', () => {
  test('an account that doesn’t run the instance sees none, even if the application forgot to ask', async () => {
    const mail = room.open();
    const id = await room.post(mail);
    const seen = await room.database.app.transaction(async (tx) => {
      await tx.actAs(newId());
      return { list: await listLetters(tx, mail, { language: 'en' }), one: await viewLetter(tx, mail, id, 'en') };
    });
    expect(seen).toEqual({ list: { letters: [], next: null }, one: undefined });
  });

  test('the text of a letter that leaves by SMTP is shown to nobody', async () => {
    const mail = room.open({ settings: { ...sampleSettings, smtpUrl: 'smtp://127.0.0.1:9' } });
    const id = await room.post(mail);
    expect(await asWorker((tx) => viewLetter(tx, mail, id, 'de'))).toMatchObject({
      subject: 'Einladung',
      text: null,
      html: null,
    });
  });

  test('a letter sealed under another secret is listed without its text', async () => {
    const id = await room.post(room.open());
    const other = room.open({
      settings: { ...sampleSettings, secret: secretFrom('another secret of 32 letters and more') },
    });
    expect(await asWorker((tx) => viewLetter(tx, other, id, 'en'))).toMatchObject({
      subject: 'Invitation',
      text: null,
    });
  });
});

test('without a mail server a letter is kept, with no job, and reads like the mail it would have been', async () => {
  const mail = room.open();
  const id = await room.post(mail);
  expect(mail.configured).toBe(false);
  expect(await room.letter(id)).toMatchObject({ state: 'kept', attempts: 0, next_attempt_at: null });
  expect(await room.jobOf(id)).toBeUndefined();
  const letter = await asWorker((tx) => viewLetter(tx, mail, id, 'en'));
  expect(letter).toMatchObject({
    to: 'ben@clinic.example',
    subject: 'Ann Lee invites you to Praxis Nord',
    state: 'kept',
  });
  expect(letter!.text).toContain('https://midline.example/invitation/secret-token');
  expect(letter!.html).toContain('lang="en"');
});

test('letters are listed newest first, page by page, by state', async () => {
  const mail = room.open();
  const ids: string[] = [];
  for (let nth = 0; nth < 5; nth++) ids.unshift(await room.post(mail));
  const page = (before?: string) =>
    asWorker((tx) => listLetters(tx, mail, { language: 'en', state: 'kept', size: 2, ...(before ? { before } : {}) }));
  const first = await page();
  const second = await page(first.next!);
  expect([...first.letters, ...second.letters].map(({ id }) => id)).toEqual(ids.slice(0, 4));
  expect((await asWorker((tx) => listLetters(tx, mail, { language: 'en', state: 'failed' }))).letters).toEqual([]);
});
