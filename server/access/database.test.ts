import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { type Caller, makeRightsWorld, type RightsWorld } from '#testing/rights/rights-world.ts';

let world: RightsWorld;
let admin: Caller;
let user: Caller;

beforeAll(async () => {
  world = await makeRightsWorld(inject('postgresUrl'));
  await world.sql('update instance set set_up_at = now()');
  admin = world.caller('active owner_manager admin');
  user = world.caller('active practitioner user');
});
afterAll(() => world?.stop());

/** As a web request would, but with statements of one's own; rolled back in the end. */
async function as<T>(caller: Caller | null, work: (tx: Tx) => Promise<T>): Promise<T> {
  const undone = new Error('undone');
  let result: T;
  await world.app.platform.database.app
    .transaction(async (tx) => {
      await tx.actAs(caller?.account.id ?? null);
      result = await work(tx);
      throw undone;
    })
    .catch((error) => {
      if (error !== undone) throw error;
    });
  return result!;
}

/** How PostgreSQL answers: `denied`, or how many rows it touched. */
async function outcome(caller: Caller | null, text: string, values: unknown[] = []): Promise<string> {
  return as(caller, (tx) => tx.query(text, values)).then(
    (rows) => `${rows.length} rows`,
    (error: { code?: string }) => (error.code === '42501' ? 'denied' : `failed: ${error.code}`),
  );
}

describe('the role of web requests', () => {
  test('owns nothing, is no superuser and can become nobody else', async () => {
    const [role] = await as(null, (tx) =>
      tx.query('select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user'),
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
    const owned = await as(null, (tx) =>
      tx.query(`select 1 from pg_class where relowner = to_regrole(current_user)::oid`),
    );
    expect(owned).toEqual([]);
    for (const become of ['set role midline_worker', 'set role postgres', `set session_replication_role = 'replica'`]) {
      expect([become, await outcome(null, become)]).toEqual([become, expect.stringMatching(/denied|failed: 22023/)]);
    }
    expect(await outcome(admin, 'create table midline.mine (id int)')).toBe('denied');
    expect(await outcome(admin, 'alter table members disable row level security')).toBe('denied');
    expect(await outcome(admin, 'drop policy reach on members')).toBe('denied');
    expect(await outcome(admin, 'select * from graphile_worker._private_jobs')).toBe('denied');
    expect(await outcome(admin, 'select * from events')).toBe('denied');
  });

  test('meets a policy on every table but the few that hold nothing of anybody', async () => {
    const rows = await world.sql<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'midline'::regnamespace and relkind = 'r' and not relrowsecurity
         and has_table_privilege('midline_app', oid, 'select') order by 1`,
    );
    // Digests alone: of who tried to sign in, of the audit chain, and keys wrapped with the instance's key.
    expect(rows.map((row) => row.name)).toEqual(['audit_seals', 'sign_in_attempts', 'subject_keys']);
  });

  test('calls no function that runs with more rights and looks names up where a caller says', async () => {
    const loose = await world.sql(
      `select proname from pg_proc where pronamespace = 'midline'::regnamespace and prosecdef
         and not coalesce(array_to_string(proconfig, ' '), '') ~ 'search_path=midline, pg_temp'`,
    );
    expect(loose).toEqual([]);
    const open = await world.sql(
      `select proname from pg_proc where pronamespace = 'midline'::regnamespace and has_function_privilege('public', oid, 'execute')`,
    );
    expect(open).toEqual([]);
  });

  test('sees nobody’s rows before somebody is proved', async () => {
    const tables = await world.sql<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'midline'::regnamespace and relkind = 'r' and relrowsecurity
         and has_table_privilege('midline_app', oid, 'select') and relname <> 'instance' order by 1`,
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables)
      expect([name, await outcome(null, `select * from ${name}`)]).toEqual([name, '0 rows']);
  });
});

describe('an Admin with statements of their own', () => {
  test.each(['audit_entries', 'audit_values', 'audit_seals'])(
    'can’t change or delete anything of %s',
    async (table) => {
      expect(await outcome(admin, `delete from ${table}`)).toBe('denied');
      expect(await outcome(admin, `truncate ${table}`)).toBe('denied');
      const column = table === 'audit_entries' ? 'action' : table === 'audit_values' ? 'sealed' : 'digest';
      expect(await outcome(admin, `update ${table} set ${column} = null`)).toBe('denied');
      // Not even whoever owns the database, by accident.
      await expect(world.sql(`truncate ${table} cascade`)).rejects.toThrow('cannot be changed');
    },
  );

  test('can’t write the audit log in somebody else’s name', async () => {
    const insert = `insert into audit_entries (id, at, account_id, permission, action, reads) values ($1, now(), $2, 'x', 'x', false)`;
    expect(await outcome(admin, insert, [newId(), user.account.id])).toBe('denied');
    expect(await outcome(admin, insert, [newId(), admin.account.id])).toBe('0 rows');
  });

  test('can’t make anybody administrator of the instance, nor set the instance up again', async () => {
    expect(await outcome(admin, 'update accounts set instance_administrator = true')).toBe('denied');
    expect(await outcome(admin, 'update instance set set_up_at = null')).toBe('0 rows');
    expect(await outcome(admin, 'update instance set set_up_at = now() returning 1')).toBe('0 rows');
    const made = as(null, async (tx) => {
      await tx.present({ address: 'evil@x.example' });
      return tx.query(
        `insert into accounts (id, email, email_key, first_name, last_name, instance_administrator, created_at)
         values ($1, 'evil@x.example', 'evil@x.example', 'E', 'V', true, now())`,
        [newId()],
      );
    });
    await expect(made).rejects.toMatchObject({ code: '42501' });
  });

  test('reads no password, session, passkey, code or PIN of anybody else', async () => {
    const tables = [
      'passwords',
      'sessions',
      'passkeys',
      'totp_secrets',
      'recovery_codes',
      'pins',
      'known_devices',
      'email_changes',
    ];
    for (const table of tables) {
      expect([
        table,
        await outcome(admin, `select 1 from ${table} where account_id <> $1`, [admin.account.id]),
      ]).toEqual([table, '0 rows']);
    }
    expect(await outcome(admin, 'select 1 from passkeys')).toBe('1 rows');
    expect(await outcome(admin, 'select 1 from accounts')).toBe('1 rows');
    expect(await outcome(admin, 'select 1 from letters')).toBe('0 rows');
  });

  test('takes over no challenge of another account', async () => {
    await world.sql(
      `insert into webauthn_challenges (id, account_id, challenge, created_at) values ($1, $2, 'c', now())`,
      [newId(), user.account.id],
    );
    expect(await outcome(admin, 'update webauthn_challenges set used_at = now() returning id')).toBe('0 rows');
  });

  test('moves no practice, member or invitation elsewhere', async () => {
    const { south, otherGroup } = world.places;
    expect(await outcome(admin, 'update organisations set group_id = $1', [otherGroup.id])).toBe('denied');
    expect(await outcome(admin, 'update members set organisation_id = $1', [south.id])).toBe('denied');
    expect(await outcome(admin, 'update members set account_id = $1', [newId()])).toBe('denied');
    expect(await outcome(admin, 'update invitations set organisation_id = $1', [south.id])).toBe('denied');
    expect(await outcome(admin, `update invitations set email_key = 'me@x.example'`)).toBe('denied');
    expect(await outcome(admin, 'update workstations set practice_id = $1', [south.id])).toBe('denied');
    expect(await outcome(admin, 'delete from members')).toBe('denied');
  });

  test('lets nobody into another practice, themselves included', async () => {
    for (const place of [world.places.south, world.places.harbour, world.places.group]) {
      for (const who of [admin, user])
        expect(await outcome(admin, join, joining(who, place.id, 'front_desk', 'user'))).toBe('denied');
    }
    expect(await outcome(user, join, joining(user, world.places.north.id, 'owner_manager', 'admin'))).toBe('denied');
  });
});

const join = `insert into members (id, organisation_id, account_id, first_name, last_name, email, role, level, joined_at)
  values ($1, $2, $3, 'P', 'P', 'p@x.example', $4, $5, now())`;

function joining(who: Caller, organisationId: string, role: string, level: string): unknown[] {
  return [newId(), organisationId, who.account.id, role, level];
}

describe('an invited person with statements of their own', () => {
  test('joins as what was offered, and as nothing else', async () => {
    const place = world.places.otherGroup.id;
    const nobody = world.caller('nobody in particular');
    expect(await outcome(nobody, join, joining(nobody, place, 'group_manager', 'admin'))).toBe('0 rows');
    const offered = await world.sql<{ id: string }>(
      `update invitations set organisation_id = $1, role = 'front_desk', level = 'user' where id = $2 returning id`,
      [world.places.harbour.id, nobody.own.invitationId],
    );
    expect(offered).toHaveLength(1);
    const practice = world.places.harbour.id;
    expect(await outcome(nobody, join, joining(nobody, practice, 'front_desk', 'user'))).toBe('0 rows');
    expect(await outcome(nobody, join, joining(nobody, practice, 'owner_manager', 'admin'))).toBe('denied');
    expect(await outcome(nobody, join, joining(nobody, practice, 'front_desk', 'admin'))).toBe('denied');
    expect(await outcome(nobody, join, joining(admin, practice, 'front_desk', 'user'))).toBe('denied');
    expect(await outcome(nobody, join, joining(nobody, place, 'group_manager', 'admin'))).toBe('denied');
  });

  test('can’t change what is offered before accepting it', async () => {
    const person = world.caller('removed technician');
    const update = (set: string) =>
      outcome(person, `update invitations set ${set} where id = $1 returning id`, [person.own.invitationId]);
    expect(await update(`declined_at = now()`)).toBe('1 rows');
    expect(await update(`level = 'user'`)).toBe('denied');
    expect(await update(`role = 'owner_manager'`)).toBe('denied');
    expect(await update(`expires_at = now() + interval '1 year'`)).toBe('denied');
  });

  test('no longer joins once the invitation is revoked', async () => {
    const person = world.caller('removed service_member');
    await world.sql('update invitations set revoked_at = now() where id = $1', [person.own.invitationId]);
    expect(await outcome(person, join, joining(person, world.places.otherGroup.id, 'group_manager', 'admin'))).toBe(
      'denied',
    );
  });
});

describe('a User with statements of their own', () => {
  test('makes no link to an invitation of the practice, nor changes a member, the practice or its settings', async () => {
    const { invitationId, memberId, id } = world.places.north;
    const link = 'insert into invitation_links (digest, invitation_id, created_at) values ($1, $2, now())';
    await world.sql('update invitation_links set superseded_at = now() where invitation_id = $1', [invitationId]);
    const digest = createHash('sha256').update('mine').digest();
    expect(await outcome(user, link, [digest, invitationId])).toBe('denied');
    expect(await outcome(admin, link, [digest, invitationId])).toBe('0 rows');
    expect(await outcome(user, `update members set level = 'admin' where id = $1 returning 1`, [memberId])).toBe(
      '0 rows',
    );
    expect(
      await outcome(user, `update members set level = 'admin' where account_id = $1 returning 1`, [user.account.id]),
    ).toBe('0 rows');
    expect(await outcome(user, `update practices set city = 'X' where id = $1 returning 1`, [id])).toBe('0 rows');
    expect(await outcome(user, `update organisations set name = 'X' where id = $1 returning 1`, [id])).toBe('0 rows');
    expect(
      await outcome(user, `update invitations set revoked_at = now() where id = $1 returning 1`, [invitationId]),
    ).toBe('0 rows');
    expect(await outcome(admin, `update practices set city = 'X' where id = $1 returning 1`, [id])).toBe('1 rows');
  });
});
