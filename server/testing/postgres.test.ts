import { describe, expect, test } from 'vitest';
import { ask } from './embedded-process.ts';
import { createTestDatabase, startPostgres15, startTestPostgres, type TestPostgres } from './postgres.ts';

const starts: [string, () => Promise<TestPostgres | undefined>][] = [
  ['18', startTestPostgres],
  ['15', startPostgres15],
];

describe.for(starts)('PostgreSQL %s for tests', ([major, start]) => {
  test('starts, gives each test a database of its own, and leaves nothing behind', async ({ skip }) => {
    const postgres = await start();
    if (!postgres) return skip(`PostgreSQL ${major} has no programs for this platform`);
    try {
      expect(postgres.version).toMatch(new RegExp(`^${major}\\.`));
      const first = await createTestDatabase(postgres.ownerUrl);
      await ask(first.url, "create table people as select 'Zoë' as name");
      const copy = await createTestDatabase(postgres.ownerUrl, first.name);
      expect(await ask(copy.url, 'select name from people')).toEqual([{ name: 'Zoë' }]);
      await copy.drop();
      await first.drop();
      const names = "select datname from pg_database where datname like 'test%'";
      expect(await ask(postgres.ownerUrl, names)).toEqual([]);
    } finally {
      await postgres.stop();
    }
    await expect(ask(postgres.ownerUrl, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
