import type { Tx } from '#platform/database/transaction.ts';

export type PasskeyRow = {
  id: string;
  account_id: string;
  credential_id: Buffer;
  public_key: Buffer;
  counter: string;
  transports: string[];
  name: string;
  created_at: Date;
  last_used_at: Date | null;
};

const passkeyColumns = 'id, account_id, credential_id, public_key, counter, transports, name, created_at, last_used_at';

export async function passkeysOf(tx: Tx, accountId: string): Promise<PasskeyRow[]> {
  return tx.query<PasskeyRow>(`select ${passkeyColumns} from passkeys where account_id = $1 order by created_at, id`, [
    accountId,
  ]);
}

/** The passkey that was presented. */
export async function passkeyByCredential(tx: Tx, credentialId: Buffer): Promise<PasskeyRow | undefined> {
  const [row] = await tx.query<PasskeyRow>(`select ${passkeyColumns} from passkeys where credential_id = $1`, [
    credentialId,
  ]);
  return row;
}

/** False where the credential is registered already. */
export async function insertPasskey(
  tx: Tx,
  passkey: Omit<PasskeyRow, 'created_at' | 'last_used_at'>,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into passkeys (id, account_id, credential_id, public_key, counter, transports, name, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (credential_id) do nothing returning id`,
    [
      passkey.id,
      passkey.account_id,
      passkey.credential_id,
      passkey.public_key,
      passkey.counter,
      passkey.transports,
      passkey.name,
      tx.now,
    ],
  );
  return rows.length > 0;
}

/** False where the counter has moved on meanwhile: the same answer was given twice. */
export async function advancePasskey(tx: Tx, id: string, from: string, to: number): Promise<boolean> {
  const rows = await tx.query(
    'update passkeys set counter = $3, last_used_at = $4 where id = $1 and counter = $2 returning id',
    [id, from, to, tx.now],
  );
  return rows.length > 0;
}

export async function updatePasskeyName(tx: Tx, accountId: string, id: string, name: string): Promise<boolean> {
  const rows = await tx.query('update passkeys set name = $3 where id = $2 and account_id = $1 returning id', [
    accountId,
    id,
    name,
  ]);
  return rows.length > 0;
}

export async function deletePasskey(tx: Tx, accountId: string, id: string): Promise<{ name: string } | undefined> {
  const [row] = await tx.query<{ name: string }>(
    'delete from passkeys where id = $2 and account_id = $1 returning name',
    [accountId, id],
  );
  return row;
}

export async function insertChallenge(tx: Tx, id: string, accountId: string | null, challenge: string): Promise<void> {
  await tx.query('insert into webauthn_challenges (id, account_id, challenge, created_at) values ($1, $2, $3, $4)', [
    id,
    accountId,
    challenge,
    tx.now,
  ]);
}

/** The challenge, used up by asking for it. Undefined where it is used, too old or somebody else's. */
export async function spendChallenge(
  tx: Tx,
  id: string,
  accountId: string | null,
  since: Date,
): Promise<string | undefined> {
  const [row] = await tx.query<{ challenge: string }>(
    `update webauthn_challenges set used_at = $2
      where id = $1 and used_at is null and created_at > $3 and account_id is not distinct from $4::uuid returning challenge`,
    [id, tx.now, since, accountId],
  );
  return row?.challenge;
}

export type TotpRow = { secret: Buffer; confirmed_at: Date | null; last_step: string };

export async function totpOf(tx: Tx, accountId: string): Promise<TotpRow | undefined> {
  const [row] = await tx.query<TotpRow>(
    'select secret, confirmed_at, last_step from totp_secrets where account_id = $1',
    [accountId],
  );
  return row;
}

export async function saveTotp(tx: Tx, accountId: string, secret: Buffer): Promise<void> {
  await tx.query(
    `insert into totp_secrets (account_id, secret, created_at) values ($1, $2, $3)
     on conflict (account_id) do update set secret = excluded.secret, created_at = excluded.created_at, last_step = 0
     where totp_secrets.confirmed_at is null`,
    [accountId, secret, tx.now],
  );
}

/** False where this time step, or a later one, was used before: a code works once. */
export async function spendTotpStep(tx: Tx, accountId: string, step: number): Promise<boolean> {
  const rows = await tx.query(
    'update totp_secrets set last_step = $2 where account_id = $1 and last_step < $2 returning account_id',
    [accountId, step],
  );
  return rows.length > 0;
}

export async function confirmTotpRow(tx: Tx, accountId: string): Promise<void> {
  await tx.query('update totp_secrets set confirmed_at = $2 where account_id = $1', [accountId, tx.now]);
}

export async function deleteTotp(tx: Tx, accountId: string): Promise<void> {
  await tx.query('delete from totp_secrets where account_id = $1', [accountId]);
  await tx.query('delete from recovery_codes where account_id = $1', [accountId]);
}

export async function replaceRecoveryCodes(tx: Tx, accountId: string, digests: readonly Buffer[]): Promise<void> {
  await tx.query('delete from recovery_codes where account_id = $1', [accountId]);
  await tx.query('insert into recovery_codes (account_id, digest) select $1, unnest($2::bytea[])', [
    accountId,
    digests,
  ]);
}

/** False where it isn't one of the account's codes, or was used before. */
export async function spendRecoveryCode(tx: Tx, accountId: string, digest: Buffer): Promise<boolean> {
  const rows = await tx.query(
    'update recovery_codes set used_at = $3 where account_id = $1 and digest = $2 and used_at is null returning account_id',
    [accountId, digest, tx.now],
  );
  return rows.length > 0;
}

export async function factorFacts(
  tx: Tx,
  accountId: string,
): Promise<{ totp: boolean; recovery_codes: number; pin: boolean; password: boolean }> {
  const [row] = await tx.query<{ totp: boolean; recovery_codes: number; pin: boolean; password: boolean }>(
    `select exists (select from totp_secrets where account_id = $1 and confirmed_at is not null) as totp,
       (select count(*)::int from recovery_codes where account_id = $1 and used_at is null) as recovery_codes,
       exists (select from pins where account_id = $1) as pin, exists (select from passwords where account_id = $1) as password`,
    [accountId],
  );
  return row!;
}

export async function pinHash(tx: Tx, accountId: string): Promise<string | undefined> {
  const [row] = await tx.query<{ hash: string }>('select hash from pins where account_id = $1', [accountId]);
  return row?.hash;
}

export async function savePin(tx: Tx, accountId: string, hash: string): Promise<void> {
  await tx.query(
    `insert into pins (account_id, hash, changed_at) values ($1, $2, $3)
     on conflict (account_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
    [accountId, hash, tx.now],
  );
}

export async function deletePin(tx: Tx, accountId: string): Promise<boolean> {
  const rows = await tx.query('delete from pins where account_id = $1 returning account_id', [accountId]);
  return rows.length > 0;
}

/** The account of a presented identity at an OpenID provider. */
export async function accountOfIdentity(tx: Tx, issuer: string, subject: string): Promise<string | undefined> {
  const [row] = await tx.query<{ account_id: string }>(
    'select account_id from oidc_identities where issuer = $1 and subject = $2',
    [issuer, subject],
  );
  return row?.account_id;
}

/** Whether the account has an identity at this provider already. */
export async function hasIdentityAt(tx: Tx, accountId: string, issuer: string): Promise<boolean> {
  const rows = await tx.query('select subject from oidc_identities where account_id = $1 and issuer = $2', [
    accountId,
    issuer,
  ]);
  return rows.length > 0;
}

export async function insertIdentity(tx: Tx, accountId: string, issuer: string, subject: string): Promise<void> {
  await tx.query(
    'insert into oidc_identities (issuer, subject, account_id, created_at) values ($1, $2, $3, $4) on conflict (issuer, subject) do nothing',
    [issuer, subject, accountId, tx.now],
  );
}
