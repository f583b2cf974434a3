import type { Tx } from '#platform/database/transaction.ts';

export type NewSession = {
  id: string;
  accountId: string;
  digest: Buffer;
  expiresAt: Date;
  awaitsSecondFactor: boolean;
  secondFactorAt: Date | null;
  workstationId: string | null;
  address: string;
  userAgent: string;
};

export type EndedSession = { session_id: string; account_id: string };

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.query(
    `insert into sessions (id, account_id, digest, started_at, last_seen_at, expires_at, awaits_second_factor, second_factor_at,
       workstation_id, address, user_agent)
     values ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10)`,
    [
      session.id,
      session.accountId,
      session.digest,
      tx.now,
      session.expiresAt,
      session.awaitsSecondFactor,
      session.secondFactorAt,
      session.workstationId,
      session.address,
      session.userAgent,
    ],
  );
}

/** Ends the session that this cookie opens, whoever's it is. */
export async function closeSession(tx: Tx, digest: Buffer): Promise<EndedSession | undefined> {
  const [row] = await tx.query<EndedSession>('select session_id, account_id from close_session($1, $2)', [
    digest,
    tx.now,
  ]);
  return row;
}

/** Ends an account's sessions: one of them, or all but one, or all. */
export async function endSessionRows(
  tx: Tx,
  accountId: string,
  which: { only?: string; except?: string },
): Promise<EndedSession[]> {
  return tx.query<EndedSession>(
    `update sessions set ended_at = $2
      where account_id = $1 and ended_at is null and ($3::uuid is null or id = $3) and ($4::uuid is null or id <> $4)
      returning id as session_id, account_id`,
    [accountId, tx.now, which.only ?? null, which.except ?? null],
  );
}

/** Ends the account's API tokens; whose they were, for their open streams. */
export async function endTokens(tx: Tx, accountId: string): Promise<EndedSession[]> {
  return tx.query<EndedSession>(
    `select t as session_id, $2::uuid as account_id from end_api_tokens($1, 'password') t`,
    [tx.now, accountId],
  );
}

export type HalfSession = { account_id: string; email: string; awaits_second_factor: boolean };

/** The session of a cookie that still waits for its second factor. */
export async function halfSession(tx: Tx, digest: Buffer): Promise<HalfSession | undefined> {
  const [row] = await tx.query<HalfSession>(
    'select account_id, email, awaits_second_factor from open_request($1, null, $2)',
    [digest, tx.now],
  );
  return row?.awaits_second_factor ? row : undefined;
}

export async function markSecondFactor(tx: Tx, sessionId: string): Promise<void> {
  await tx.query('update sessions set second_factor_at = $2 where id = $1', [sessionId, tx.now]);
}

export async function markLocked(tx: Tx, sessionId: string): Promise<void> {
  await tx.query('update sessions set locked_at = $2 where id = $1 and locked_at is null', [sessionId, tx.now]);
}

export type SessionRow = {
  id: string;
  started_at: Date;
  last_seen_at: Date;
  address: string;
  user_agent: string;
  workstation: string | null;
};

export async function openSessions(tx: Tx, accountId: string): Promise<SessionRow[]> {
  return tx.query<SessionRow>(
    `select s.id, s.started_at, s.last_seen_at, s.address, s.user_agent, w.name as workstation
       from sessions s left join workstations w on w.id = s.workstation_id
      where s.account_id = $1 and s.ended_at is null and s.expires_at > $2 and not s.awaits_second_factor
        and s.last_seen_at > $2 - case when s.workstation_id is null then interval '7 days' else interval '12 hours' end
      order by s.last_seen_at desc, s.id`,
    [accountId, tx.now],
  );
}

/** When the account last proved a second factor at a workstation. */
export async function secondFactorAtWorkstation(
  tx: Tx,
  accountId: string,
  workstationId: string,
  since: Date,
): Promise<Date | null> {
  const [row] = await tx.query<{ at: Date | null }>(
    'select max(second_factor_at) as at from sessions where account_id = $1 and workstation_id = $2 and second_factor_at > $3',
    [accountId, workstationId, since],
  );
  return row?.at ?? null;
}

/** Whether the account has ever signed in, and when last from this browser. */
export async function deviceFacts(
  tx: Tx,
  accountId: string,
  digest: Buffer | null,
): Promise<{ any: boolean; last_seen_at: Date | null }> {
  const [row] = await tx.query<{ any: boolean; last_seen_at: Date | null }>(
    `select count(*) > 0 as any, max(last_seen_at) filter (where digest = $2) as last_seen_at from known_devices where account_id = $1`,
    [accountId, digest],
  );
  return row!;
}

export async function rememberDevice(tx: Tx, accountId: string, digest: Buffer): Promise<void> {
  await tx.query(
    `insert into known_devices (account_id, digest, last_seen_at) values ($1, $2, $3)
     on conflict (account_id, digest) do update set last_seen_at = excluded.last_seen_at`,
    [accountId, digest, tx.now],
  );
}

/** Sessions and devices of long ago. As midline_worker. */
export async function deleteOldSessions(
  tx: Tx,
  endedBefore: Date,
  unseenSince: Date,
  challengedBefore: Date,
): Promise<void> {
  await tx.query('delete from sessions where expires_at < $1', [endedBefore]);
  await tx.query('delete from known_devices where last_seen_at < $1', [unseenSince]);
  await tx.query('delete from webauthn_challenges where created_at < $1', [challengedBefore]);
}

/** Puts a session under the rules of a shared workstation. */
export async function moveSession(tx: Tx, sessionId: string, workstationId: string): Promise<void> {
  await tx.query('update sessions set workstation_id = $2, last_seen_at = $3 where id = $1', [
    sessionId,
    workstationId,
    tx.now,
  ]);
}
