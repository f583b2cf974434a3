import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { invite, listInvitations } from '#contract/team.ts';
import { verifyChain } from '#platform/audit/verify-chain.ts';
import { connect } from '#platform/database/connect.ts';
import { migrate } from '#platform/database/migrate.ts';
import { type RecordingSmtpServer, startSmtpServer } from '#platform/mail/testing/recording-smtp-server.ts';
import { newToken, secretFrom } from '#platform/secret.ts';
import { TestBrowser } from '#testing/browser.ts';
import { freePort, type ServerProcess, startServer } from '#testing/kills/server-process.ts';
import { setUpServer } from '#testing/kills/set-up.ts';
import { createTestDatabase } from '#testing/postgres.ts';
import { openLiveEvents } from './modules/team/testing/live-events.ts';

/* Two server processes on one database, as DATABASE_URL allows: neither holds anything that the other can't take over. */

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let smtp: RecordingSmtpServer;
let servers: ServerProcess[] = [];
let first: TestBrowser;
let second: TestBrowser;
let practiceId: string;
const secret = newToken();

beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  smtp = await startSmtpServer();
  const env = { DATABASE_URL: database.url, SECRET: secret, SMTP_URL: smtp.url, PUBLIC_URL: 'http://midline.example' };
  const one = await startServer({ port: await freePort(), env });
  servers = [one];
  ({ browser: first, practiceId } = await setUpServer(one));
  const two = await startServer({ port: await freePort(), env });
  servers.push(two);
  second = new TestBrowser(two.url);
  for (const [name, value] of first.cookies) second.cookies.set(name, value);
});
afterAll(async () => {
  for (const server of servers) await server.kill();
  await smtp?.stop();
  await database?.drop();
});

const inviteBy = (browser: TestBrowser, email: string) =>
  browser.call(invite, {
    params: { organisationId: practiceId },
    body: { email, firstName: 'Two', lastName: 'Servers', role: 'front_desk' },
  });

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('the second neither needs setting up nor offers it, and knows the session of the first', async () => {
  expect(servers[1]!.setUpToken).toBeNull();
  await second.call(listInvitations, { params: { organisationId: practiceId } });
});

test('a change made at one reaches an open page at the other', async () => {
  const events = await openLiveEvents(second);
  await inviteBy(first, 'live@two.example');
  expect(await events.next('invitations_changed')).toEqual({ kind: 'invitations_changed', organisationId: practiceId });
  events.close();
});

test('jobs are done once, though both work the queue, and both seal one chain of the audit log', async () => {
  const before = smtp.received.length;
  await Promise.all(
    Array.from({ length: 60 }, (_, index) => inviteBy(index % 2 === 0 ? first : second, `person${index}@two.example`)),
  );
  const waiting = async () => (await rows(`select 1 from midline.letters where state = 'waiting'`)).length;
  await expect.poll(waiting, { timeout: 30_000 }).toBe(0);
  const to = smtp.received.slice(before).map((mail) => mail.to[0]);
  expect(new Set(to.filter((address) => address?.startsWith('person'))).size).toBe(60);
  expect(new Set(smtp.received.map((mail) => mail.mail.messageId)).size).toBe(smtp.received.length);

  const unsealed = async () =>
    (
      await rows(
        'select 1 from midline.audit_entries e where not exists (select from midline.audit_seals s where s.entry_id = e.id)',
      )
    ).length;
  await expect.poll(unsealed, { timeout: 30_000 }).toBe(0);
  const urls = await migrate(database.url, secretFrom(secret));
  const own = connect({ appUrl: urls.app, workerUrl: urls.worker, now: () => new Date() });
  const verdict = await own.worker.transaction(verifyChain);
  await own.close();
  expect(verdict).toMatchObject({ firstBroken: null, unsealed: 0 });
  expect(verdict.entries).toBeGreaterThan(60);
});

test('one stops gracefully: its requests are answered, its streams end, the other goes on with its work', async () => {
  const [one, two] = servers as [ServerProcess, ServerProcess];
  const events = await openLiveEvents(first);
  const requests = Array.from({ length: 20 }, (_, index) => inviteBy(first, `last${index}@two.example`));
  await Promise.race(requests);
  const stopped = await one.stop();
  servers = [two];
  expect(stopped.code).toBe(0);
  expect(stopped.milliseconds).toBeLessThan(10_000);
  await events.ended;
  const outcomes = await Promise.allSettled(requests);
  const answered = outcomes.filter(({ status }) => status === 'fulfilled').length;
  // Whatever was answered is there; whatever wasn't never reached the server.
  const [kept] = await rows(`select count(*)::int as count from midline.invitations where email like 'last%'`);
  expect(kept!['count']).toBeGreaterThanOrEqual(answered);
  await inviteBy(second, 'after@two.example');
  const arrived = () => smtp.received.some((mail) => mail.to.includes('after@two.example'));
  await expect.poll(arrived, { timeout: 30_000 }).toBe(true);
});
