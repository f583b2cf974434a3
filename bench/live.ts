import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#platform/ids.ts';
import { newToken } from '#platform/secret.ts';
import { Figures, median, percentile } from './figures.ts';
import { fillCase, type LiveCase } from './live/fill-case.ts';
import { memoryOf } from './load.ts';
import { benchDatabase, startServer } from './server.ts';
import { fill } from './team.ts';

const streams = 10_000;
const messages = 200;
const betweenMs = 50;

/**
 * Messages between provider side and collaborators with ten thousand streams open at one process; the streams are held by a second one.
 * Both need so many open files: `ulimit -n 12000`.
 */
export async function bench(): Promise<boolean> {
  const figures = new Figures();
  const folder = await mkdtemp(join(tmpdir(), 'midline-live-'));
  const database = await benchDatabase();
  const midline = await startServer('server/main.ts', {
    DATABASE_URL: database.ownerUrl,
    SECRET: newToken() + newToken(),
    LOG_LEVEL: 'error',
    REQUESTS_PER_MINUTE: '100000000',
    GUARDED_REQUESTS_PER_MINUTE: '100000000',
  });
  let readers: Readers | undefined;
  try {
    await fill(database.ownerUrl);
    const made = await fillCase(database.ownerUrl, streams);
    const file = join(folder, 'tokens');
    await writeFile(file, made.tokens.join('\n'));
    readers = await startReaders(new URL(midline.url).port, file);
    await write(midline.url, made, 20);
    const before = await memoryOf(midline.pid);
    figures.tell(`${streams} streams opened, 64 at a time`, await readers.open(), 's');
    await pause(25_000);
    const after = await memoryOf(midline.pid);
    figures.tell('server memory without streams, and with them', `${Math.round(before)}, ${Math.round(after)}`, 'MB');
    figures.atMost('  memory of an open stream', ((after - before) * 1000) / streams, 20, 'KB');
    await readers.heard();

    const sent = await write(midline.url, made, messages);
    await pause(1000);
    judge(figures, sent, await readers.heard(), made.hearers);

    await readers.cut();
    const again = await readers.open();
    figures.tell('all streams cut and opened again, going on from where they were', again, 's');
    await pause(1000);
    const missed = await readers.heard();
    figures.tell('  messages told a second time', missed.length, '');
    judge(figures, await write(midline.url, made, 50), await pause(1000).then(() => readers!.heard()), made.hearers);
    return figures.met();
  } finally {
    readers?.end();
    await midline.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

type Sent = { committed: number; read: number };

/** Writes messages one after the other; when each was answered, which is after its commit, and how long reading it takes. */
async function write(url: string, { caseId, tokens }: LiveCase, count: number): Promise<Sent[]> {
  const headers = { cookie: `midline_session=${tokens[0]}`, 'sec-fetch-site': 'same-origin' };
  const at = `${url}/api/cases/${caseId}/messages`;
  const sent: Sent[] = [];
  for (let number = 0; number < count; number += 1) {
    const response = await fetch(at, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ text: `Message ${number}`, attachments: [], clientId: newId() }),
    });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    const { number: place } = (await response.json()) as { number: number };
    const committed = performance.timeOrigin + performance.now();
    const began = performance.now();
    await (await fetch(`${at}?since=${place - 1}`, { headers })).text();
    sent.push({ committed, read: performance.now() - began });
    await pause(betweenMs);
  }
  return sent;
}

/** Each message is heard once by each hearer; the nth of a hearer is the nth that was written. */
function judge(figures: Figures, sent: readonly Sent[], heard: readonly number[], hearers: number): void {
  figures.atLeast(
    `  heard of ${sent.length} messages, once by each of ${hearers}`,
    heard.length,
    sent.length * hearers,
    '',
  );
  const inOrder = [...heard].sort((one, other) => one - other);
  const message = (nth: number) => sent[Math.min(Math.floor(nth / hearers), sent.length - 1)]!;
  const delays = inOrder.map((at, nth) => at - message(nth).committed);
  const screens = delays.map((delay, nth) => delay + message(nth).read);
  figures.tell('  commit to heard, median', median(delays), 'ms');
  figures.tell('  commit to heard, p99', percentile(delays, 0.99), 'ms');
  figures.tell('  commit to screen (heard, and what changed read), median', median(screens), 'ms');
  figures.atMost('  commit to screen, p99', percentile(screens, 0.99), 250, 'ms');
}

type Readers = { open(): Promise<number>; cut(): Promise<void>; heard(): Promise<number[]>; end(): void };

async function startReaders(port: string, file: string): Promise<Readers> {
  const child: ChildProcess = fork(new URL('./live/open-streams.ts', import.meta.url), [port, file]);
  const answer = async <T>(order?: string): Promise<T> => {
    const answered = once(child, 'message');
    if (order) child.send({ order });
    return (await answered)[0] as T;
  };
  await answer();
  return {
    open: async () => (await answer<{ ms: number }>('open')).ms / 1000,
    cut: async () => void (await answer('cut')),
    heard: async () => (await answer<{ heard: number[] }>('collect')).heard,
    end: () => void child.kill(),
  };
}
