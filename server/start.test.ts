import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { signIn } from '#contract/identity.ts';
import { TestBrowser } from '#testing/browser.ts';
import { ask, copyFolder, temporaryFolder } from '#testing/embedded-process.ts';
import { freePort, type ServerProcess, startServer } from '#testing/kills/server-process.ts';
import { setUpServer } from '#testing/kills/set-up.ts';
import { startPostgres15 } from '#testing/postgres.ts';

type OwnServer = { ownerUrl: string; stop(): Promise<void> };

let data: Awaited<ReturnType<typeof temporaryFolder>>;
let port: number;
let running: ServerProcess | undefined;

const begin = async (env: Record<string, string>) => startServer({ port: await freePort(), env });

/** What it says instead of starting. */
async function refusal(env: Record<string, string>, onPort?: number): Promise<string> {
  const attempt = startServer({ port: onPort ?? (await freePort()), env }).then(
    async (server) => {
      await server.kill();
      throw new Error('It started.');
    },
    (error: Error) => error.message.split('\n').slice(1).join('\n').trim(),
  );
  const said = await attempt;
  // A sentence for a person: without a stack, and nothing else.
  expect(said).toMatch(/^Midline can't start\. [^\n]+$/);
  return said;
}

const signInAsAda = async (server: ServerProcess) =>
  (
    await new TestBrowser(server.url).try(signIn, {
      body: { email: 'ada@kill.example', password: 'a quiet lake at noon' },
    })
  ).status;

beforeAll(async () => {
  data = await temporaryFolder();
  port = await freePort();
  running = await startServer({ port, env: { DATA_DIR: data.path } });
  await setUpServer(running);
});
afterAll(async () => {
  await running?.kill();
  await data[Symbol.asyncDispose]();
});

test('a second start on the same data folder, and one on a taken port, are refused while the first goes on', async () => {
  expect(await refusal({ DATA_DIR: data.path })).toContain('already running');
  await using other = await temporaryFolder();
  expect(await refusal({ DATA_DIR: other.path }, port)).toMatch(/Port \d+ .* is taken by another program/);
  expect(await signInAsAda(running!)).toBe(200);
});

test('a request that is on its way when the server is told to stop is answered', async () => {
  await using folder = await temporaryFolder();
  const server = await begin({ DATA_DIR: folder.path });
  await setUpServer(server);
  const asked = Array.from({ length: 8 }, () => signInAsAda(server));
  await Promise.race(asked);
  const { code, milliseconds } = await server.stop();
  expect(code).toBe(0);
  expect(milliseconds).toBeLessThan(10_000);
  expect(await Promise.all(asked)).toEqual(Array(8).fill(200));
});

test('a wrong setting is named', async () => {
  expect(await refusal({ PORT: 'many' })).toContain('PORT');
  expect(await refusal({ DATABASE_URL: 'mysql://somewhere/midline' })).toContain('DATABASE_URL');
  expect(await refusal({ DATABASE_URL: 'postgres://me@127.0.0.1:9/midline' })).toContain('SECRET');
});

test('a first start killed at any moment is begun again by the next, which offers the set-up', async () => {
  await using folder = await temporaryFolder();
  for (const afterMs of [300, 600, 900, 1100, 1300, 1500, 1700]) {
    const child = spawn(process.execPath, ['server/main.ts'], {
      env: { PATH: process.env.PATH, DATA_DIR: folder.path, PORT: String(await freePort()) },
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    await delay(afterMs);
    child.kill('SIGKILL');
    await ended;
  }
  const server = await begin({ DATA_DIR: folder.path });
  await setUpServer(server);
  expect(await signInAsAda(server)).toBe(200);
  await server.stop();
});

describe('on a data folder that was used before', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;

  beforeAll(async () => {
    // Killed, its PostgreSQL would still be tidying up while the folder is copied.
    await running?.stop();
    running = undefined;
    folder = await temporaryFolder();
    await copyFolder(data.path, folder.path);
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  test('a lost secret, half a secret and another one are refused, and its own opens it again', async () => {
    const file = join(folder.path, 'secret');
    await copyFile(file, `${file}.kept`);
    await rm(file);
    expect(await refusal({ DATA_DIR: folder.path })).toMatch(/secret is missing/);
    await writeFile(file, '');
    expect(await refusal({ DATA_DIR: folder.path })).toContain('holds no secret');
    expect(await refusal({ DATA_DIR: folder.path, SECRET: 'another one of at least 32 characters' })).toMatch(
      /isn't the one that this database was made with/,
    );
    await copyFile(`${file}.kept`, file);
    const server = await begin({ DATA_DIR: folder.path });
    expect(await signInAsAda(server)).toBe(200);
    expect(server.setUpToken).toBeNull();
    await server.stop();
  });

  test('one of a newer Midline is refused, and so is one of a newer PostgreSQL', async () => {
    const server = await begin({ DATA_DIR: folder.path });
    const [, , , postgresPort] = (await readFile(join(folder.path, 'postgres/cluster/postmaster.pid'), 'utf8')).split(
      '\n',
    );
    const password = (await readFile(join(folder.path, 'postgres/superuser-password'), 'utf8')).trim();
    const url = `postgres://midline_owner:${password}@127.0.0.1:${postgresPort}/midline`;
    await ask(url, `insert into midline.migrations (number, name, digest) values (9999, '9999-future.sql', '')`);
    await server.stop();
    expect(await refusal({ DATA_DIR: folder.path })).toContain('made by a newer Midline');
    await writeFile(join(folder.path, 'postgres/cluster/PG_VERSION'), '19\n');
    expect(await refusal({ DATA_DIR: folder.path })).toContain('written by PostgreSQL 19');
  });
});

describe.each<[string, () => Promise<OwnServer | undefined>]>([
  ['15', startPostgres15],
  ['18', async () => ({ ownerUrl: inject('postgresUrl'), stop: async () => undefined })],
])('on one’s own PostgreSQL %s', (_version, open) => {
  const secret = 'a secret of this test alone, long enough';
  const name = `own_${Math.random().toString(36).slice(2)}`;
  let server: OwnServer | undefined;

  const urlOf = (role: string, database: string) => {
    const url = new URL(server!.ownerUrl);
    Object.assign(url, { username: role, password: 'pw', pathname: `/${database}` });
    return url.href;
  };

  beforeAll(async () => {
    server = await open();
    if (!server) return;
    await ask(server.ownerUrl, `create role ${name} login createrole password 'pw'`);
    await ask(server.ownerUrl, `create role ${name}_weak login password 'pw'`);
    // Where others have used the server before, they hand on the roles that a server has once.
    await ask(
      server.ownerUrl,
      `do $$ begin
         if exists (select from pg_roles where rolname = 'midline_app') then
           grant midline_app, midline_worker to ${name} with admin option;
         end if;
       end $$`,
    );
    for (const role of [name, `${name}_weak`]) await ask(server.ownerUrl, `create database ${role} owner ${role}`);
  });
  afterAll(async () => {
    if (!server) return;
    for (const role of [name, `${name}_weak`])
      await ask(server.ownerUrl, `drop database if exists ${role} with (force)`);
    await server.stop();
  });

  test('an owner who is no superuser is enough, one without CREATEROLE is not', async () => {
    if (!server) return console.warn('Not tested: its programs are not installed.');
    const env = { DATABASE_URL: urlOf(name, name), SECRET: secret };
    const first = await begin(env);
    await setUpServer(first);
    await first.stop();
    expect(await refusal({ ...env, SECRET: 'another one of at least 32 characters' })).toContain("isn't the one");
    const again = await begin(env);
    expect(await signInAsAda(again)).toBe(200);
    await again.stop();
    const weak = await refusal({ DATABASE_URL: urlOf(`${name}_weak`, `${name}_weak`), SECRET: secret });
    expect(weak).toContain('CREATEROLE');
  });
});
