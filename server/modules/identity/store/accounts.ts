import type { Language } from '#contract/shapes.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type AccountRow = {
  id: string;
  email: string;
  email_key: string;
  first_name: string;
  last_name: string;
  language: Language;
  time_zone: string;
  tooth_notation: 'fdi' | 'universal' | 'palmer';
  theme: 'system' | 'light' | 'dark';
  instance_administrator: boolean;
};

const columns =
  'id, email, email_key, first_name, last_name, language, time_zone, tooth_notation, theme, instance_administrator';

export async function accountById(tx: Tx, id: string): Promise<AccountRow | undefined> {
  const [row] = await tx.query<AccountRow>(`select ${columns} from accounts where id = $1`, [id]);
  return row;
}

export async function accountByKey(tx: Tx, emailKey: string): Promise<AccountRow | undefined> {
  const [row] = await tx.query<AccountRow>(`select ${columns} from accounts where email_key = $1`, [emailKey]);
  return row;
}

/** Undefined where the address has an account already. */
export async function insertAccount(
  tx: Tx,
  account: Omit<AccountRow, 'tooth_notation' | 'theme'>,
): Promise<{ id: string } | undefined> {
  const [row] = await tx.query<{ id: string }>(
    `insert into accounts (id, email, email_key, first_name, last_name, language, time_zone, instance_administrator, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (email_key) do nothing returning id`,
    [
      account.id,
      account.email,
      account.email_key,
      account.first_name,
      account.last_name,
      account.language,
      account.time_zone,
      account.instance_administrator,
      tx.now,
    ],
  );
  return row;
}

export type ProfileRow = Pick<
  AccountRow,
  'first_name' | 'last_name' | 'language' | 'time_zone' | 'tooth_notation' | 'theme'
>;

export async function updateProfile(tx: Tx, id: string, profile: ProfileRow): Promise<void> {
  await tx.query(
    `update accounts set first_name = $2, last_name = $3, language = $4, time_zone = $5, tooth_notation = $6, theme = $7 where id = $1`,
    [
      id,
      profile.first_name,
      profile.last_name,
      profile.language,
      profile.time_zone,
      profile.tooth_notation,
      profile.theme,
    ],
  );
}

/** False where another account has the address; the transaction goes on all the same. */
export async function updateAddress(tx: Tx, id: string, email: string, emailKey: string): Promise<boolean> {
  await tx.query('savepoint before_address');
  try {
    await tx.query('update accounts set email = $2, email_key = $3 where id = $1', [id, email, emailKey]);
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    await tx.query('rollback to savepoint before_address');
    return false;
  }
  return true;
}

export async function passwordHash(tx: Tx, accountId: string): Promise<string | undefined> {
  const [row] = await tx.query<{ hash: string }>('select hash from passwords where account_id = $1', [accountId]);
  return row?.hash;
}

export async function savePassword(tx: Tx, accountId: string, hash: string): Promise<void> {
  await tx.query(
    `insert into passwords (account_id, hash, changed_at) values ($1, $2, $3)
     on conflict (account_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
    [accountId, hash, tx.now],
  );
}

export async function instanceSetUpAt(tx: Tx): Promise<Date | null> {
  const [row] = await tx.query<{ set_up_at: Date | null }>('select set_up_at from instance');
  return row?.set_up_at ?? null;
}
