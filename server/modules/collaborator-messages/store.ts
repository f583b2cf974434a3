import type { CaseScope } from '#access/scope.ts';
import type { CollaboratorMessage } from '#contract/collaborator-messages.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** A message as PostgreSQL's JSON tells it: times are text. */
export type MessageRow = {
  id: string;
  number: number;
  revision: number;
  at: string;
  account_id: string | null;
  name: string;
  service: string | null;
  side: CollaboratorMessage['side'];
  event: string | null;
  facts: CollaboratorMessage['facts'];
  body: string;
  language: string;
  edited_at: string | null;
  attachments: { id: string; fileName: string; bytes: number; format: string }[] | null;
};

const columns = `m.id, m.number, m.revision, m.at, m.account_id, m.name, m.service, m.side, m.event, m.facts, m.body, m.language, m.edited_at,
  (select json_agg(json_build_object('id', t.id, 'fileName', t.file_name, 'bytes', t.bytes, 'format', t.format) order by t.place)
     from message_attachments t where t.message_id = m.id) as attachments`;

export type Page = { before?: number | undefined; since?: number | undefined; limit: number };

export type Thread = {
  messages: MessageRow[];
  more: boolean;
  revision: number;
  readUpTo: number;
  unread: number;
  /** Whether the scope's holder only reads. */
  archived: boolean;
};

/** A page of the thread with how far its reader is, in one statement: all of it is as of one moment. */
export async function threadOf(tx: Tx, scope: CaseScope, accountId: string, page: Page): Promise<Thread> {
  const changed = page.since !== undefined;
  const [row] = await tx.query<{
    messages: MessageRow[] | null;
    revision: number;
    read_up_to: number;
    unread: number;
    archived: boolean | null;
  }>(
    `with reading as materialized (
       select coalesce((select r.number from message_reads r where r.account_id = $2 and r.case_id = $1), 0) as number)
     select (select json_agg(row_to_json(k)) from (
         select ${columns} from collaborator_messages m
          where m.case_id = $1 ${changed ? 'and m.revision > $3' : 'and m.number < $3'}
          order by ${changed ? 'm.revision' : 'm.number desc'} limit $4) k) as messages,
       (select coalesce(max(m.revision), 0) from collaborator_messages m where m.case_id = $1) as revision,
       (select number from reading) as read_up_to,
       (select count(*)::integer from collaborator_messages m, reading
         where m.case_id = $1 and m.number > reading.number and m.event is null and m.account_id <> $2) as unread,
       (select t.archived from in_thread_as($1) t) as archived`,
    [scope.caseId, accountId, changed ? page.since : (page.before ?? 2_147_483_647), page.limit + 1],
  );
  const found = row!.messages ?? [];
  const more = found.length > page.limit;
  const shown = found.slice(0, page.limit);
  return {
    messages: shown.toSorted((one, other) => one.number - other.number),
    more,
    // Whoever hasn't got all that changed goes on from the last one they have.
    revision: changed && more ? shown.at(-1)!.revision : row!.revision,
    readUpTo: row!.read_up_to,
    unread: row!.unread,
    archived: row!.archived ?? true,
  };
}

/** A message that the scope's holder reads. */
export async function messageOf(tx: Tx, scope: CaseScope, messageId: string): Promise<MessageRow | undefined> {
  const [row] = await tx.query<{ message: MessageRow }>(
    `select row_to_json(k) as message from (select ${columns} from collaborator_messages m where m.case_id = $1 and m.id = $2) k`,
    [scope.caseId, messageId],
  );
  return row?.message;
}

export type Posted = 'written' | 'had' | 'taken' | 'not_found' | 'case_archived' | 'attachment_unknown';

export async function postMessage(
  tx: Tx,
  scope: CaseScope,
  given: { clientId: string; text: string; attachments: readonly string[] },
): Promise<Posted> {
  const [row] = await tx.query<{ outcome: Posted }>('select post_message($1, $2, $3, $4, $5::uuid[]) as outcome', [
    scope.caseId,
    given.clientId,
    tx.now,
    given.text,
    given.attachments,
  ]);
  return row!.outcome;
}

export type Edited = 'edited' | 'not_found' | 'not_yours' | 'case_archived' | 'too_late_to_edit';

export async function rewriteMessage(
  tx: Tx,
  scope: CaseScope,
  given: { messageId: string; text: string; withinMs: number },
): Promise<Edited> {
  const [row] = await tx.query<{ outcome: Edited }>(
    `select edit_message($1, $2, $3, $4, $5 * interval '1 millisecond') as outcome`,
    [scope.caseId, given.messageId, tx.now, given.text, given.withinMs],
  );
  return row!.outcome;
}

/** Whether something was unread that isn't any more. */
export async function markReadUpTo(tx: Tx, scope: CaseScope, number: number): Promise<boolean> {
  const [row] = await tx.query<{ cleared: boolean }>('select mark_messages_read($1, $2, $3) as cleared', [
    scope.caseId,
    number,
    tx.now,
  ]);
  return row!.cleared;
}
