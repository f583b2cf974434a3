import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { GuardOptions } from '#access/guard.ts';
import {
  type ClinicalRole,
  type Level,
  type OrganisationKind,
  type Role,
  roleDefaults,
} from '#contract/permissions.ts';
import { addressKey } from '#contract/shapes.ts';
import { readConfig } from '#platform/config.ts';
import { migrate } from '#platform/database/migrate.ts';
import { newId } from '#platform/ids.ts';
import { makeLog } from '#platform/log.ts';
import { openContent } from '#platform/mail/letter-content.ts';
import { digestOf, newToken, secretFrom } from '#platform/secret.ts';
import { type App, makeApp } from '../app.ts';
import { TestBrowser } from './browser.ts';
import { createTestDatabase } from './postgres.ts';
import { TestClock } from './test-clock.ts';

export type Person = { id: string; email: string; firstName: string; lastName: string };
export type Organisation = { id: string; kind: OrganisationKind; name: string; groupId: string | null };
export type PostedLetter = { template: string; to: string; language: string; values: Record<string, string> };

/** The whole application on a database of its own, and short ways to fill it. */
export type World = {
  readonly app: App;
  readonly clock: TestClock;
  readonly url: string;
  readonly databaseUrl: string;
  /** As the database's owner, past every wall. */
  sql<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  person(given?: Partial<Omit<Person, 'id'>> & { instanceAdministrator?: boolean; language?: string }): Promise<Person>;
  group(name?: string): Promise<Organisation>;
  practice(group: Organisation, name?: string, country?: string): Promise<Organisation>;
  organisation(kind: 'laboratory' | 'planning_service', name?: string): Promise<Organisation>;
  /** Makes somebody a member; returns the membership's id. */
  member(
    organisation: Organisation,
    person: Person,
    role: Role,
    level?: Level,
    clinicalRole?: ClinicalRole,
  ): Promise<string>;
  /** A browser signed in as this person. */
  as(person: Person): Promise<TestBrowser>;
  /** A browser that is signed in nowhere. */
  stranger(): TestBrowser;
  /** What was posted to an address so far, oldest first (local outbox). */
  letters(to?: string): Promise<PostedLetter[]>;
  stop(): Promise<void>;
};

export type WorldOptions = {
  /** Environment on top of the tests' defaults. */
  env?: Record<string, string>;
  guard?: GuardOptions;
  /** Don't work the job queue. */
  idle?: boolean;
  /** Be where PUBLIC_URL says, so that links in letters and passkeys work in a real browser. */
  forRealBrowser?: boolean;
};

/** A port that nobody listens on, for a server whose address must be known before it starts. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Makes a world on the test run's PostgreSQL: `makeWorld(inject('postgresUrl'))`. */
export async function makeWorld(postgresUrl: string, options: WorldOptions = {}): Promise<World> {
  const database = await createTestDatabase(postgresUrl);
  const secret = secretFrom(newToken());
  const urls = await migrate(database.url, secret);
  const clock = new TestClock();
  const dataDir = await mkdtemp(join(tmpdir(), 'midline-world-'));
  const port = options.forRealBrowser ? await freePort() : 0;
  const config = readConfig({
    LOG_LEVEL: 'error',
    ...(port ? { PUBLIC_URL: `http://localhost:${port}` } : {}),
    DATA_DIR: dataDir,
    REQUESTS_PER_MINUTE: '1000000',
    GUARDED_REQUESTS_PER_MINUTE: '1000000',
    TOKEN_REQUESTS_PER_MINUTE: '1000000',
    ...options.env,
  });
  const app = await makeApp({
    config,
    urls,
    secret,
    clock,
    log: makeLog(config.logLevel),
    ...(options.guard ? { guard: options.guard } : {}),
  });
  await app.server.listen({ host: '127.0.0.1', port });
  if (!options.idle) await app.work();
  const url = port ? config.publicUrl : `http://127.0.0.1:${(app.server.server.address() as AddressInfo).port}`;
  const owner = new pg.Pool({ connectionString: database.url, max: 2, options: '-c search_path=midline' });
  // Dropping the database at the end may be quicker than a connection's goodbye.
  owner.on('error', () => undefined);
  const sql = async <Row>(text: string, values: unknown[] = []) => (await owner.query(text, values)).rows as Row[];
  let counter = 0;

  const addOrganisation = async (kind: OrganisationKind, name: string, group?: Organisation): Promise<Organisation> => {
    const id = newId();
    const groupId = kind === 'group' ? id : (group?.id ?? null);
    await sql(
      'insert into organisations (id, kind, name, name_key, group_id, created_at) values ($1, $2, $3, $4, $5, $6)',
      [id, kind, name, name.toLowerCase(), groupId, clock.now()],
    );
    return { id, kind, name, groupId };
  };

  return {
    app,
    clock,
    url,
    databaseUrl: database.url,
    sql,
    async person(given = {}) {
      counter += 1;
      const person = {
        id: newId(),
        firstName: 'Pat',
        lastName: `Person${counter}`,
        email: `person${counter}@example.org`,
        ...given,
      };
      await sql(
        `insert into accounts (id, email, email_key, first_name, last_name, language, instance_administrator, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          person.id,
          person.email,
          addressKey(person.email),
          person.firstName,
          person.lastName,
          given.language ?? 'en',
          given.instanceAdministrator ?? false,
          clock.now(),
        ],
      );
      return { id: person.id, email: person.email, firstName: person.firstName, lastName: person.lastName };
    },
    async group(name = `Group ${++counter}`) {
      const group = await addOrganisation('group', name);
      await sql('insert into groups (id) values ($1)', [group.id]);
      return group;
    },
    async practice(group, name = `Practice ${++counter}`, country = 'DE') {
      const practice = await addOrganisation('practice', name, group);
      await sql(`insert into practices (id, country, time_zone, language) values ($1, $2, 'Europe/Berlin', 'en')`, [
        practice.id,
        country,
      ]);
      return practice;
    },
    organisation: (kind, name = `${kind} ${++counter}`) => addOrganisation(kind, name),
    async member(organisation, person, role, level = roleDefaults[role].level, clinicalRole) {
      const id = newId();
      let practitionerId: string | null = null;
      if (clinicalRole) {
        practitionerId = newId();
        await sql(
          `insert into practitioners (id, group_id, first_name, last_name, name_key, clinical_role, account_id, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [
            practitionerId,
            organisation.groupId,
            person.firstName,
            person.lastName,
            `${person.firstName} ${person.lastName}`.toLowerCase(),
            clinicalRole,
            person.id,
            clock.now(),
          ],
        );
      }
      await sql(
        `insert into members (id, organisation_id, account_id, first_name, last_name, email, role, level, practitioner_id, joined_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          id,
          organisation.id,
          person.id,
          person.firstName,
          person.lastName,
          person.email,
          role,
          level,
          practitionerId,
          clock.now(),
        ],
      );
      return id;
    },
    async as(person) {
      const token = newToken();
      const now = clock.now();
      await sql(
        `insert into sessions (id, account_id, digest, started_at, last_seen_at, expires_at, second_factor_at) values ($1, $2, $3, $4, $4, $5, $4)`,
        [newId(), person.id, digestOf(token), now, new Date(now.getTime() + 365 * 86_400_000)],
      );
      const browser = new TestBrowser(url);
      browser.cookies.set('midline_session', token);
      return browser;
    },
    stranger: () => new TestBrowser(url),
    async letters(to) {
      const rows = await sql<{ id: string; template: string; to_address: string; language: string; payload: Buffer }>(
        'select * from letters where payload is not null order by id',
      );
      return rows
        .filter((row) => to === undefined || addressKey(row.to_address) === addressKey(to))
        .map((row) => ({
          template: row.template,
          to: row.to_address,
          language: row.language,
          values: openContent(app.platform.mail.settings, row.id, row.payload).values,
        }));
    },
    async stop() {
      await app.stop();
      await owner.end();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
