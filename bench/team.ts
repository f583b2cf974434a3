import pg from 'pg';
import { newId } from '#platform/ids.ts';
import { digestOf, newToken } from '#platform/secret.ts';
import { Figures, median } from './figures.ts';
import { load, memoryOf, oneByOne } from './load.ts';
import { benchDatabase, startServer } from './server.ts';

const practices = 1000;
const membersEach = 25;
const rounds = 3;
const seconds = 5;

/**
 * Reading the member list and inviting, with sign-in, rights, row-level security and audit, beside the same queries through bare Fastify
 * and pg: in turns, so that both meet the same machine.
 */
export async function bench(): Promise<boolean> {
  const figures = new Figures();
  const database = await benchDatabase();
  const secret = newToken() + newToken();
  const midline = await startServer('server/main.ts', {
    DATABASE_URL: database.ownerUrl,
    SECRET: secret,
    LOG_LEVEL: 'error',
    REQUESTS_PER_MINUTE: '100000000',
    GUARDED_REQUESTS_PER_MINUTE: '100000000',
  });
  const bare = await startServer('bench/bare-server.ts', { DATABASE_URL: database.ownerUrl });
  try {
    const { organisationId, accountId, token } = await fill(database.ownerUrl);
    const headers = { cookie: `midline_session=${token}` };
    const readMidline = { url: `${midline.url}/api/organisations/${organisationId}/members`, headers };
    const readBare = { url: `${bare.url}/members/${organisationId}` };
    await load({ ...readMidline, connections: 10, seconds: 3 });
    await load({ ...readBare, connections: 10, seconds: 2 });
    const reads = { midline: [] as number[], p99: [] as number[], bare: [] as number[], ratio: [] as number[] };
    let memory = 0;
    let errors = 0;
    for (let round = 0; round < rounds; round += 1) {
      const watch = setInterval(() => void memoryOf(midline.pid).then((now) => (memory = Math.max(memory, now))), 100);
      const ours = await load({ ...readMidline, connections: 10, seconds });
      clearInterval(watch);
      const theirs = await load({ ...readBare, connections: 10, seconds });
      reads.midline.push(ours.perSecond);
      reads.p99.push(ours.p99);
      reads.bare.push(theirs.perSecond);
      reads.ratio.push((100 * ours.perSecond) / theirs.perSecond);
      errors += ours.errors;
    }
    figures.tell(
      `members of a practice of ${membersEach}, bare Fastify and pg, 10 connections`,
      median(reads.bare),
      '/s',
    );
    figures.atLeast('the same in Midline', median(reads.midline), 2000, '/s');
    figures.atMost('  p99', median(reads.p99), 25, 'ms');
    figures.atLeast('  share of bare, paired', median(reads.ratio), 50, '%');
    figures.atMost('  refused or failed', errors, 0, '');

    const writes = { midline: [] as number[], bare: [] as number[], row: [] as number[], ratio: [] as number[] };
    const post = (url: string, body: object, more: Record<string, string> = {}) =>
      fetch(url, {
        method: 'POST',
        headers: { ...more, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    for (let round = 0; round < rounds; round += 1) {
      const somebody = (of: string, number: number) => ({
        email: `${of}${round}.${number}@example.org`,
        firstName: 'Mo',
        lastName: 'Mint',
      });
      const ours = await oneByOne(seconds, (number) =>
        post(
          `${midline.url}/api/organisations/${organisationId}/invitations`,
          { ...somebody('m', number), role: 'front_desk' },
          headers,
        ),
      );
      const theirs = await oneByOne(seconds, (number) =>
        post(`${bare.url}/invitations/${organisationId}`, { ...somebody('b', number), by: accountId }),
      );
      const row = await oneByOne(seconds, (number) =>
        post(`${bare.url}/row/${organisationId}`, { ...somebody('r', number), by: accountId }),
      );
      writes.midline.push(ours.perSecond);
      writes.bare.push(theirs.perSecond);
      writes.row.push(row.perSecond);
      writes.ratio.push((100 * ours.perSecond) / theirs.perSecond);
      memory = Math.max(memory, await memoryOf(midline.pid));
    }
    figures.tell('a single row inserted, bare Fastify and pg, one after another', median(writes.row), '/s');
    figures.tell('invitation, link, letter, event and audit by hand, bare', median(writes.bare), '/s');
    figures.atLeast('invitations in Midline (with rights, policies, audit, event)', median(writes.midline), 200, '/s');
    figures.atLeast('  share of bare, paired', median(writes.ratio), 50, '%');
    figures.atMost('server memory under that load', memory, 250, 'MB');
    return figures.met();
  } finally {
    await Promise.all([midline.stop(), bare.stop()]);
    await database.stop();
  }
}

/** A thousand practices in a hundred groups; one Admin's session in one of them. */
export async function fill(ownerUrl: string): Promise<{ organisationId: string; accountId: string; token: string }> {
  const owner = new pg.Client({ connectionString: ownerUrl, options: '-c search_path=midline' });
  await owner.connect();
  await owner.query(`
    create function pg_temp.made_id(text) returns uuid language sql immutable
      return overlay(overlay(md5($1) placing '7' from 13) placing '8' from 17)::uuid;
    insert into organisations (id, kind, name, name_key, group_id, created_at)
      select pg_temp.made_id('g' || g), 'group', 'Group ' || g, 'group ' || g, pg_temp.made_id('g' || g), now() from generate_series(1, 100) g;
    insert into groups (id) select pg_temp.made_id('g' || g) from generate_series(1, 100) g;
    insert into organisations (id, kind, name, name_key, group_id, created_at)
      select pg_temp.made_id('p' || p), 'practice', 'Practice ' || p, 'practice ' || p, pg_temp.made_id('g' || (1 + p % 100)), now() from generate_series(1, ${practices}) p;
    insert into practices (id, country, time_zone, language) select pg_temp.made_id('p' || p), 'DE', 'Europe/Berlin', 'de' from generate_series(1, ${practices}) p;
    insert into accounts (id, email, email_key, first_name, last_name, created_at)
      select pg_temp.made_id('a' || a), 'a' || a || '@example.org', 'a' || a || '@example.org', 'First' || a, 'Last' || a, now()
      from generate_series(1, ${practices * membersEach}) a;
    insert into practitioners (id, group_id, first_name, last_name, name_key, clinical_role, account_id, created_at)
      select pg_temp.made_id('r' || a), pg_temp.made_id('g' || (1 + (1 + a % ${practices}) % 100)), 'First' || a, 'Last' || a, 'first' || a, 'dentist', pg_temp.made_id('a' || a), now()
      from generate_series(1, ${practices * membersEach}) a where a / ${practices} < 10;
    insert into members (id, organisation_id, account_id, first_name, last_name, email, role, level, practitioner_id, joined_at)
      select pg_temp.made_id('m' || a), pg_temp.made_id('p' || (1 + a % ${practices})), pg_temp.made_id('a' || a), 'First' || a, 'Last' || a, 'a' || a || '@example.org',
        case when a / ${practices} < 10 then 'practitioner' else 'front_desk' end, case when a / ${practices} = 3 then 'admin' else 'user' end,
        case when a / ${practices} < 10 then pg_temp.made_id('r' || a) end, now()
      from generate_series(1, ${practices * membersEach}) a;
    analyze organisations, groups, practices, accounts, practitioners, members`);
  const { rows } = await owner.query<{ organisation_id: string; account_id: string }>(
    `select organisation_id, account_id from members where level = 'admin' order by id limit 1`,
  );
  const { organisation_id: organisationId, account_id: accountId } = rows[0]!;
  const token = newToken();
  await owner.query(
    `insert into sessions (id, account_id, digest, started_at, last_seen_at, expires_at) values ($1, $2, $3, now(), now(), now() + interval '1 day')`,
    [newId(), accountId, digestOf(token)],
  );
  await owner.end();
  return { organisationId, accountId, token };
}
