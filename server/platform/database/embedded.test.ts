import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, endProgram, startProgram, temporaryFolder, usedFolder } from '#testing/embedded-process.ts';
import { startEmbeddedPostgres } from './embedded.ts';

const log = { info: () => {}, warn: () => {} };
let used: Awaited<ReturnType<typeof usedFolder>>;

beforeAll(async () => {
  used = await usedFolder();
});
afterAll(async () => await used[Symbol.asyncDispose]());

test('a first start makes the folder and a database that keeps every promise about data', async () => {
  await using folder = await temporaryFolder();
  const directory = join(folder.path, 'not/yet/there');
  const postgres = await startEmbeddedPostgres({ directory, log });
  try {
    expect(postgres.version).toMatch(/^18\./);
    const [facts] = await ask(
      postgres.ownerUrl,
      `select current_database() as database, pg_encoding_to_char(encoding) as encoding, datlocprovider as provider,
        datlocale as locale, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
        current_setting('full_page_writes') as pages, current_setting('data_checksums') as checksums,
        current_setting('listen_addresses') as address
       from pg_database where datname = current_database()`,
    );
    expect(facts).toEqual({
      database: 'midline',
      encoding: 'UTF8',
      provider: 'i',
      locale: 'und',
      fsync: 'on',
      commit: 'on',
      pages: 'on',
      checksums: 'on',
      address: '127.0.0.1',
    });
    const names = "select name from (values ('Zoe'), ('Ärni'), ('adam'), ('Émile')) as people (name) order by name";
    expect(await ask(postgres.ownerUrl, names)).toEqual(['adam', 'Ärni', 'Émile', 'Zoe'].map((name) => ({ name })));
  } finally {
    await postgres.stop();
  }
});

test('nobody gets in without the password, and only the owner of the folder can read it', async () => {
  await using folder = await temporaryFolder();
  const postgres = await startEmbeddedPostgres({ directory: folder.path, log });
  try {
    const guess = new URL(postgres.ownerUrl);
    guess.password = 'guess';
    await expect(ask(guess.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    guess.password = '';
    await expect(ask(guess.href, 'select 1')).rejects.toThrow();
    expect((await stat(join(folder.path, 'superuser-password'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder.path, 'cluster'))).mode & 0o777).toBe(0o700);
  } finally {
    await postgres.stop();
  }
});

test('what was written is there after a stop and a start', async () => {
  await using folder = await used.copy();
  const first = await startEmbeddedPostgres({ directory: folder.path, log });
  await ask(first.ownerUrl, "create table kept as select 'still here' as word");
  await first.stop();
  await first.stop();
  await first.ended;
  expect(existsSync(join(folder.path, 'cluster/postmaster.pid'))).toBe(false);
  const second = await startEmbeddedPostgres({ directory: folder.path, log });
  expect(await ask(second.ownerUrl, 'select word from kept')).toEqual([{ word: 'still here' }]);
  await second.stop();
});

test('of two servers started at once on one folder one runs, and the other names it', async () => {
  await using folder = await used.copy();
  const both = await Promise.all([startProgram([folder.path]), startProgram([folder.path])]);
  const winner = both.find(({ answer }) => answer.ownerUrl)!;
  const loser = both.find(({ answer }) => answer.code)!;
  expect(loser.answer.code).toBe('data-folder-in-use');
  expect(loser.answer.sentence).toContain(`process ${winner.child.pid}`);
  expect(await ask(winner.answer.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  await endProgram(winner);
});

test('Ctrl-C in the terminal leaves the database running until the requests are finished', async () => {
  await using folder = await used.copy();
  const server = await startProgram([folder.path]);
  process.kill(-server.child.pid!, 'SIGINT');
  expect(await server.nextLine()).toEqual({ drained: 1 });
  await server.exited;
});

test('no value of a failed statement gets into the log file', async () => {
  await using folder = await used.copy();
  const postgres = await startEmbeddedPostgres({ directory: folder.path, log });
  await ask(postgres.ownerUrl, 'create table people (email text primary key, born date)');
  await ask(postgres.ownerUrl, "insert into people values ('secret-mail@example.org', '1990-01-01')");
  const twice = ask(postgres.ownerUrl, "insert into people values ('secret-mail@example.org', '1990-01-01')");
  await expect(twice).rejects.toMatchObject({ code: '23505' });
  const nonsense = ask(postgres.ownerUrl, "insert into people values ('x', 'secret-date')");
  await expect(nonsense).rejects.toMatchObject({ code: '22007' });
  await postgres.stop();
  const written = await readFile(join(folder.path, 'postgres.log'), 'utf8');
  expect(written).toContain('database system is ready');
  expect(written).not.toContain('secret');
});
