import type { CaseScope } from '#access/scope.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type Side = 'provider_side' | 'laboratory';

export type MessageRow = {
  id: string;
  at: Date;
  account_id: string;
  name: string;
  side: Side;
  body: string;
  asks: boolean;
  answered_at: Date | null;
  edited_at: Date | null;
};

export const sideOf = (scope: CaseScope): Side => (scope.side === 'laboratory' ? 'laboratory' : 'provider_side');

/** The laboratory of a thread, if an order of the case was sent to it and the scope's holder stands on either side of the thread. */
export async function laboratoryOfThread(
  tx: Tx,
  scope: CaseScope,
  laboratoryId: string,
): Promise<{ name: string } | undefined> {
  if (scope.side === 'laboratory' && !scope.laboratoryIds.includes(laboratoryId)) return undefined;
  const [row] = await tx.query<{ name: string | null }>('select thread_with($1, $2) as name', [
    scope.caseId,
    laboratoryId,
  ]);
  return row?.name ? { name: row.name } : undefined;
}

const columns = 'id, at, account_id, name, side, body, asks, answered_at, edited_at';

export function messagesOf(tx: Tx, scope: CaseScope, laboratoryId: string): Promise<MessageRow[]> {
  return tx.query<MessageRow>(
    `select ${columns} from messages where case_id = $1 and laboratory_id = $2 order by at, id`,
    [scope.caseId, laboratoryId],
  );
}

export type NewMessage = {
  id: string;
  laboratoryId: string;
  accountId: string;
  name: string;
  text: string;
  asks: boolean;
};

/** False where a message has this id already: the browser sent it before and didn't hear. */
export async function insertMessage(tx: Tx, scope: CaseScope, message: NewMessage): Promise<boolean> {
  const rows = await tx.query(
    `insert into messages (id, case_id, laboratory_id, at, account_id, name, side, body, asks) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (id) do nothing returning id`,
    [
      message.id,
      scope.caseId,
      message.laboratoryId,
      tx.now,
      message.accountId,
      message.name,
      sideOf(scope),
      message.text,
      message.asks,
    ],
  );
  return rows.length > 0;
}

/** The account's own message of this thread. */
export async function ownMessage(tx: Tx, scope: CaseScope, message: NewMessage): Promise<MessageRow | undefined> {
  const [row] = await tx.query<MessageRow>(
    `select ${columns} from messages where id = $1 and case_id = $2 and laboratory_id = $3 and account_id = $4`,
    [message.id, scope.caseId, message.laboratoryId, message.accountId],
  );
  return row;
}

/** The other side's open questions are answered; how many there were. */
export async function answerQuestions(tx: Tx, scope: CaseScope, laboratoryId: string): Promise<number> {
  const rows = await tx.query(
    'update messages set answered_at = $4 where case_id = $1 and laboratory_id = $2 and side <> $3 and asks and answered_at is null returning id',
    [scope.caseId, laboratoryId, sideOf(scope), tx.now],
  );
  return rows.length;
}

/** Marks the case as unread for everybody on both sides but the writer. */
export async function tellUnread(tx: Tx, scope: CaseScope, laboratoryId: string): Promise<void> {
  await tx.query('select tell_unread($1, $2, $3)', [scope.caseId, tx.now, laboratoryId]);
}

/** Whether there was something that the account hadn't seen. */
export async function forgetUnread(tx: Tx, scope: CaseScope, accountId: string): Promise<boolean> {
  const rows = await tx.query(
    `delete from unread_cases where account_id = $1 and case_id = $2 and thread = 'laboratory' returning case_id`,
    [accountId, scope.caseId],
  );
  return rows.length > 0;
}
