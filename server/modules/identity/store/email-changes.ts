import type { Tx } from '#platform/database/transaction.ts';

export type EmailChangeRow = {
  id: string;
  account_id: string;
  new_email: string;
  new_email_key: string;
  requested_at: Date;
  confirmed_new_at: Date | null;
  confirmed_old_at: Date | null;
  effective_at: Date;
  ended_at: Date | null;
  ended_as: EmailChangeEnd | null;
};

export type EmailChangeEnd = 'changed' | 'objected' | 'cancelled' | 'expired' | 'replaced' | 'address_in_use';

const columns = `id, account_id, new_email, new_email_key, requested_at, confirmed_new_at, confirmed_old_at, effective_at, ended_at, ended_as`;

export async function insertEmailChange(
  tx: Tx,
  change: Pick<EmailChangeRow, 'id' | 'account_id' | 'new_email' | 'new_email_key' | 'effective_at'>,
): Promise<void> {
  await tx.query(
    `insert into email_changes (id, account_id, new_email, new_email_key, requested_at, effective_at) values ($1, $2, $3, $4, $5, $6)`,
    [change.id, change.account_id, change.new_email, change.new_email_key, tx.now, change.effective_at],
  );
}

/** The change, taken for the rest of the transaction. */
export async function takeEmailChange(tx: Tx, id: string): Promise<EmailChangeRow | undefined> {
  const [row] = await tx.query<EmailChangeRow>(`select ${columns} from email_changes where id = $1 for update`, [id]);
  return row;
}

export async function openEmailChange(tx: Tx, accountId: string): Promise<EmailChangeRow | undefined> {
  const [row] = await tx.query<EmailChangeRow>(
    `select ${columns} from email_changes where account_id = $1 and ended_at is null`,
    [accountId],
  );
  return row;
}

/** Ends the change on its way, if there is one. */
export async function endOpenEmailChange(
  tx: Tx,
  accountId: string,
  as: EmailChangeEnd,
): Promise<{ new_email: string } | undefined> {
  const [row] = await tx.query<{ new_email: string }>(
    'update email_changes set ended_at = $2, ended_as = $3 where account_id = $1 and ended_at is null returning new_email',
    [accountId, tx.now, as],
  );
  return row;
}

export async function endEmailChange(tx: Tx, id: string, as: EmailChangeEnd): Promise<void> {
  await tx.query('update email_changes set ended_at = $2, ended_as = $3 where id = $1 and ended_at is null', [
    id,
    tx.now,
    as,
  ]);
}

export async function markConfirmed(tx: Tx, id: string, which: 'new' | 'old'): Promise<void> {
  await tx.query(
    which === 'new'
      ? 'update email_changes set confirmed_new_at = coalesce(confirmed_new_at, $2) where id = $1'
      : 'update email_changes set confirmed_old_at = coalesce(confirmed_old_at, $2) where id = $1',
    [id, tx.now],
  );
}

/** Changes whose time for objecting is over. As midline_worker. */
export async function dueEmailChanges(tx: Tx): Promise<EmailChangeRow[]> {
  return tx.query<EmailChangeRow>(
    `select ${columns} from email_changes
      where ended_at is null and confirmed_new_at is not null and effective_at <= $1 order by effective_at limit 100 for update skip locked`,
    [tx.now],
  );
}

/** Forgets changes that nobody confirmed. As midline_worker. */
export async function expireEmailChanges(tx: Tx, requestedBefore: Date): Promise<void> {
  await tx.query(
    `update email_changes set ended_at = $1, ended_as = 'expired'
      where ended_at is null and confirmed_new_at is null and requested_at < $2`,
    [tx.now, requestedBefore],
  );
}
