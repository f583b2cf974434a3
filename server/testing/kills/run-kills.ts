import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { listLetters } from '#contract/practices.ts';
import { invite, listInvitations } from '#contract/team.ts';
import { startEmbeddedPostgres } from '#platform/database/embedded.ts';
import { startSmtpServer } from '#platform/mail/testing/recording-smtp-server.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { freePort, type ServerProcess, startServer } from './server-process.ts';
import { setUpServer } from './set-up.ts';

/** What a run of kills came to. */
export type KillFigures = {
  kills: number;
  /** Invitations that the server answered for, and those whose answer a kill cut off. */
  acknowledged: number;
  unanswered: number;
  /** Acknowledged invitations that weren't there after the next start: must be none. */
  lost: string[];
  /** Invitations without their letter, or whose mail never arrived: must be none. */
  mailsLost: string[];
  /** Mails that arrived more than once. */
  repeated: number;
  /** Repeated although no kill fell between the acceptance and our record, or without saying so: must be none. */
  repeatedWrongly: string[];
  /** The times between the mail server's acceptance of a mail and the kill that made it be repeated. */
  windowMs: { median: number; longest: number };
  /** How long after the last start the last mail went out. */
  drainSeconds: number;
  stop: { code: number | null; milliseconds: number };
  seconds: number;
};

/** A kill falls after so many acknowledged invitations at most, or after this long, and then at any moment. */
const mostInvitations = 40;
const longestLifeMs = 5000;

/**
 * Kills the whole server, PostgreSQL with it, at random moments while people are being invited, and starts it again each time.
 * Nothing may be missing that was acknowledged, and no mail may be lost or repeated without need.
 */
export async function runKills(
  kills: number,
  progress: (line: string) => void = () => undefined,
): Promise<KillFigures> {
  const began = performance.now();
  const directory = await mkdtemp(join(tmpdir(), 'midline-kills-'));
  const smtp = await startSmtpServer();
  const arrivals = new Map<string, { at: number; repeated: boolean }[]>();
  smtp.beforeAccepting = () => {
    const { mail } = smtp.received.at(-1)!;
    const id = mail.messageId ?? '';
    const repeated = mail.headers.some(({ key }) => key === 'x-midline-repeated');
    arrivals.set(id, [...(arrivals.get(id) ?? []), { at: performance.now(), repeated }]);
  };
  const settings = { port: await freePort(), env: { DATA_DIR: directory, SMTP_URL: smtp.url } };
  const killedAt: number[] = [];
  const acknowledged = new Map<string, string>();
  const lost: string[] = [];
  let unanswered = 0;
  let counter = 0;
  let server: ServerProcess | undefined;
  try {
    server = await startServer(settings);
    const { browser, practiceId } = await setUpServer(server);
    const params = { organisationId: practiceId };
    for (let kill = 0; kill < kills; kill += 1) {
      const fresh = new Set<string>();
      let alive = true;
      const streams = [1, 2, 3].map(async () => {
        while (alive) {
          const email = `person${++counter}@kill.example`;
          const id = await inviteOne(browser, params, email);
          if (id) fresh.add(id);
          else unanswered += 1;
          if (id) acknowledged.set(id, email);
        }
      });
      const enough = Math.floor(Math.random() * mostInvitations);
      const readyAt = performance.now();
      while (fresh.size < enough && performance.now() - readyAt < longestLifeMs) await delay(1);
      await delay(Math.random() * 30);
      alive = false;
      await server.kill();
      await Promise.all(streams);
      // Not before: what the server had sent when it was killed arrives a moment later.
      killedAt.push(performance.now());
      server = await startServer(settings);
      const { invitations } = await browser.call(listInvitations, { params });
      const there = new Set(invitations.map(({ id }) => id));
      lost.push(...[...fresh].filter((id) => !there.has(id)));
      if ((kill + 1) % 10 === 0) progress(`${kill + 1} kills, ${acknowledged.size} invitations acknowledged`);
    }
    const drain = await drainLetters(browser);
    progress(`the last mails went out within ${drain.seconds.toFixed(1)} s ${drain.late.join('; ')}`);
    const stop = await server.stop();
    const rows = await readEverything(directory);
    const known = new Set(rows.map((row) => row.id));
    lost.push(...[...acknowledged.keys()].filter((id) => !known.has(id)));
    const mailsLost = rows
      .filter((row) => row.letters !== 1 || row.state !== 'sent' || !arrivals.has(row.message_id))
      .map((row) => `${row.email}: ${row.letters} letters, ${row.state}`);
    const judged = judgeRepeats(arrivals, killedAt);
    return {
      kills,
      acknowledged: acknowledged.size,
      unanswered,
      lost,
      mailsLost,
      ...judged,
      drainSeconds: drain.seconds,
      stop,
      seconds: (performance.now() - began) / 1000,
    };
  } finally {
    await server?.kill();
    await smtp.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** The invitation's id, or undefined where no answer came. */
async function inviteOne(
  browser: TestBrowser,
  params: { organisationId: string },
  email: string,
): Promise<string | undefined> {
  try {
    const invited = await browser.call(invite, {
      params,
      body: { email, firstName: 'Kim', lastName: 'Kill', role: 'front_desk' },
    });
    return invited.id;
  } catch (error) {
    // A refusal would be a mistake of this test; a connection that breaks is what it makes.
    if (!(error instanceof Error) || error.message.includes('was refused')) throw error;
    await delay(5);
    return undefined;
  }
}

/** Waits until no letter waits any more; says of the late ones what was the matter. */
async function drainLetters(browser: TestBrowser): Promise<{ seconds: number; late: string[] }> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const late = new Map<string, string>();
  while (seconds() < 150) {
    const { letters } = await browser.call(listLetters, { query: { state: 'waiting' } });
    if (letters.length === 0) break;
    if (seconds() > 5) for (const one of letters) late.set(one.id, `${one.attempts} attempts, ${one.lastError}`);
    await delay(200);
  }
  return { seconds: seconds(), late: [...late.values()] };
}

type Row = { id: string; email: string; letters: number; state: string; message_id: string };

/** Past the server, from the data folder itself. */
async function readEverything(directory: string): Promise<Row[]> {
  const log = { info: () => undefined, warn: () => undefined };
  const postgres = await startEmbeddedPostgres({ directory: join(directory, 'postgres'), log });
  const client = new pg.Client({ connectionString: postgres.ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(
      `select i.id, i.email, count(l.id)::int as letters, min(l.state) as state, min(l.message_id) as message_id
       from midline.invitations i left join midline.letters l on l.about_id = i.id group by i.id`,
    );
    return rows;
  } finally {
    await client.end();
    await postgres.stop();
  }
}

/** A mail may come again only where a kill fell after its acceptance, and says that it may be a repetition. */
function judgeRepeats(arrivals: ReadonlyMap<string, { at: number; repeated: boolean }[]>, killedAt: readonly number[]) {
  const repeatedWrongly: string[] = [];
  let repeated = 0;
  const windows: number[] = [];
  for (const [id, times] of arrivals) {
    if (times.length > 1) repeated += 1;
    for (const [index, again] of times.slice(1).entries()) {
      const before = times[index]!;
      const between = killedAt.find((at) => at >= before.at && at <= again.at);
      if (between === undefined || !again.repeated) repeatedWrongly.push(id);
      else windows.push(between - before.at);
    }
  }
  windows.sort((a, b) => a - b);
  const windowMs = { median: windows[windows.length >> 1] ?? 0, longest: windows.at(-1) ?? 0 };
  return { repeated, repeatedWrongly, windowMs };
}
