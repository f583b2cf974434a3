import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { editProfile, lookUpSetUp, signIn, signInOptions } from '#contract/identity.ts';
import { addressKey } from '#contract/shapes.ts';
import { isRefusal } from '#platform/refusal.ts';
import { digestOf } from '#platform/secret.ts';
import { makeWorld, type World } from '#testing/world.ts';
import { createAccount, type NewAccount, offerSetUp, spendSetUpLink, takeSetUpLink } from './index.ts';
import { password, withPassword } from './testing/with-password.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'), { idle: true });
});
afterAll(() => world.stop());

const offer = () => world.app.platform.database.worker.transaction((tx) => offerSetUp(tx));
const asApp: World['app']['platform']['database']['app']['transaction'] = (work) =>
  world.app.platform.database.app.transaction(work);

const newAccount = (email: string, given: Partial<NewAccount> = {}): NewAccount => ({
  email,
  password,
  firstName: 'Nora',
  lastName: 'Neu',
  language: 'de',
  timeZone: 'Europe/Berlin',
  ...given,
});

describe('a profile', () => {
  it('isn’t changed to an empty name, an unknown language or a time zone that doesn’t exist', async () => {
    const browser = await world.as(await withPassword(world));
    for (const body of [{ firstName: ' ' }, { language: 'xx' as 'en' }, { timeZone: 'Mars/Olympus' }]) {
      expect(await browser.refusal(editProfile, { body })).toBe('invalid');
    }
  });

  it('is changed by its owner; what isn’t said stays; former values are kept encrypted', async () => {
    const person = await withPassword(world, { firstName: 'Unverheiratet' });
    const browser = await world.as(person);
    const changed = await browser.call(editProfile, { body: { firstName: 'Verheiratet', toothNotation: 'palmer' } });
    expect(changed).toMatchObject({
      firstName: 'Verheiratet',
      lastName: person.lastName,
      toothNotation: 'palmer',
      language: 'en',
    });
    const entries = await world.sql<{ facts: { changes: unknown } }>(
      `select facts from audit_entries where action = 'editProfile' and subject_id = $1`,
      [person.id],
    );
    expect(entries[0]!.facts.changes).toEqual([
      { field: 'tooth_notation', before: 'fdi', after: 'palmer', personal: false },
    ]);
    const values = await world.sql<{ sealed: Buffer }>('select sealed from audit_values where subject_id = $1', [
      person.id,
    ]);
    expect(values).toHaveLength(1);
    expect(values[0]!.sealed.toString('latin1')).not.toContain('verheiratet');
  });
});

describe('an account', () => {
  it('isn’t made twice for one address, also at the same moment and in another case', async () => {
    const made = await Promise.all(
      ['Twice@example.org', 'twice@EXAMPLE.org'].map((email) =>
        asApp(async (tx) => {
          await tx.present({ address: addressKey(email) });
          return createAccount(tx, newAccount(email));
        }),
      ),
    );
    expect(made.map((one) => isRefusal(one) && one.code).filter(Boolean)).toEqual(['address_in_use']);
  });

  it('isn’t made with a password that is soon guessed', async () => {
    const made = await asApp(async (tx) => {
      await tx.present({ address: 'soon.guessed@example.org' });
      return createAccount(tx, newAccount('soon.guessed@example.org', { password: 'NoraNeu12345' }));
    });
    expect(isRefusal(made) && made.code).toBe('password_too_common');
  });

  it('can be signed in to once it is made', async () => {
    await asApp(async (tx) => {
      await tx.present({ address: 'nora@example.org' });
      return createAccount(tx, newAccount('nora@example.org'));
    });
    await world.stranger().call(signIn, { body: { email: 'Nora@Example.org', password } });
  });
});

describe('the set-up link', () => {
  it('that nobody printed is invalid', async () => {
    expect(await world.stranger().refusal(lookUpSetUp, { body: { token: 'D'.repeat(43) } })).toBe('link_invalid');
  });

  it('of an earlier start stops when a new one is printed', async () => {
    const [first, second] = [await offer(), await offer()];
    expect(await world.stranger().refusal(lookUpSetUp, { body: { token: first! } })).toBe('link_invalid');
    await world.stranger().call(lookUpSetUp, { body: { token: second! } });
    expect((await world.stranger().call(signInOptions, {})).setUpNeeded).toBe(true);
  });

  it('makes one instance administrator, then neither it nor a new one is given', async () => {
    const token = (await offer())!;
    const email = 'chief@example.org';
    await asApp(async (tx) => {
      expect(await takeSetUpLink(tx, token)).toBeUndefined();
      await tx.present({ address: email, token: digestOf(token) });
      const account = await createAccount(tx, newAccount(email, { instanceAdministrator: true }));
      if (isRefusal(account)) throw new Error(account.code);
      await tx.actAs(account.id);
      await spendSetUpLink(tx, token, account.id);
    });
    expect(await world.stranger().refusal(lookUpSetUp, { body: { token } })).toBe('link_invalid');
    await world.sql('update instance set set_up_at = now()');
    expect(await world.stranger().refusal(lookUpSetUp, { body: { token } })).toBe('set_up_done');
    expect(await offer()).toBeNull();
    const second = asApp(async (tx) => {
      await tx.present({ address: 'second@example.org' });
      return createAccount(tx, newAccount('second@example.org', { instanceAdministrator: true }));
    });
    await expect(second).rejects.toThrow(/row-level security/);
  });
});

describe('the second wall', () => {
  it('shows the application nothing of anybody who wasn’t proved or presented', async () => {
    await withPassword(world);
    const counts = await asApp(async (tx) =>
      Promise.all(
        [
          'accounts',
          'passwords',
          'passkeys',
          'totp_secrets',
          'recovery_codes',
          'pins',
          'oidc_identities',
          'sessions',
          'known_devices',
          'link_secrets',
          'email_changes',
          'workstations',
        ].map(
          async (table) => (await tx.query<{ count: number }>(`select count(*)::int as count from ${table}`))[0]!.count,
        ),
      ),
    );
    expect(new Set(counts)).toEqual(new Set([0]));
  });

  it('shows a person only their own, and lets them change nobody else', async () => {
    const [ann, ben] = [await withPassword(world), await withPassword(world)];
    await asApp(async (tx) => {
      await tx.actAs(ann.id);
      expect(await tx.query('select account_id from passwords')).toEqual([{ account_id: ann.id }]);
      expect(
        await tx.query('update accounts set last_name = $2 where id = $1 returning id', [ben.id, 'Hacked']),
      ).toEqual([]);
      expect(await tx.query('delete from passwords where account_id = $1 returning account_id', [ben.id])).toEqual([]);
    });
  });
});
