import type { CaseScope } from '#access/scope.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type AttachmentRow = {
  id: string;
  account_id: string;
  message_id: string | null;
  file_name: string;
  bytes: string;
  format: string;
  content_hash: string;
};

const columns = 'id, account_id, message_id, file_name, bytes, format, content_hash';

/** An attachment that the scope's holder may see: of a message they read, or their own. */
export async function attachmentOf(tx: Tx, scope: CaseScope, id: string): Promise<AttachmentRow | undefined> {
  const [row] = await tx.query<AttachmentRow>(
    `select ${columns} from message_attachments where case_id = $1 and id = $2 and removed_at is null`,
    [scope.caseId, id],
  );
  return row;
}

/** How many files of the account wait for a message of this case. */
export async function waitingAttachments(tx: Tx, scope: CaseScope, accountId: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    'select count(*)::integer as n from message_attachments where case_id = $1 and account_id = $2 and message_id is null and removed_at is null',
    [scope.caseId, accountId],
  );
  return row!.n;
}

/** Undefined for who has no part in the thread. */
export async function standsInThread(tx: Tx, scope: CaseScope): Promise<{ archived: boolean } | undefined> {
  const [row] = await tx.query<{ side: string | null; archived: boolean }>(
    'select side, archived from in_thread_as($1)',
    [scope.caseId],
  );
  return row?.side ? row : undefined;
}

/** Undefined where something has this id already. */
export async function insertAttachment(
  tx: Tx,
  scope: CaseScope,
  given: { id: string; accountId: string; fileName: string; bytes: number; format: string; contentHash: string },
): Promise<AttachmentRow | undefined> {
  const [row] = await tx.query<AttachmentRow>(
    `insert into message_attachments (id, case_id, account_id, file_name, bytes, format, content_hash, added_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing returning ${columns}`,
    [given.id, scope.caseId, given.accountId, given.fileName, given.bytes, given.format, given.contentHash, tx.now],
  );
  return row;
}

export async function takeBack(tx: Tx, scope: CaseScope, id: string, accountId: string): Promise<boolean> {
  const rows = await tx.query(
    'update message_attachments set removed_at = $4 where case_id = $1 and id = $2 and account_id = $3 and message_id is null and removed_at is null returning id',
    [scope.caseId, id, accountId, tx.now],
  );
  return rows.length > 0;
}
