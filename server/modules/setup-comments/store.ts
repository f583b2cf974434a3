import { type CaseScope, seesWhole } from '#access/scope.ts';
import type { SetupComment } from '#contract/setup-comments.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { type Audience, type Side, sideOf } from './rules.ts';

export type CommentRow = {
  id: string;
  setup_id: string;
  thread_id: string | null;
  number: number | null;
  laboratory_number: number | null;
  account_id: string;
  name: string;
  service: string | null;
  side: Side;
  audience: Audience;
  written_at: Date;
  edited_at: Date | null;
  body: string;
  stage: number | null;
  tooth: number | null;
  point: [number, number, number] | null;
  sent_at: Date | null;
  resolved_at: Date | null;
  resolved_name: string | null;
};

/** A comment with its version and the answers to it, oldest first. */
export type Thread = CommentRow & { version: number; replies: CommentRow[] };

const columns = `c.id, c.setup_id, c.thread_id, c.number, c.laboratory_number, c.account_id, c.name, c.service, c.side, c.audience, c.written_at, c.edited_at, c.body, c.stage,
  c.tooth, c.point, c.sent_at, c.resolved_at, c.resolved_name`;

/** A version of the scope's case that its holder sees; one that was withdrawn, nobody does. */
const seenSetup = `s.case_id = $2 and s.withdrawn_at is null
  and ($3 or (x.sent_at is not null and (x.laboratory_id = any ($4::uuid[]) or x.manufacturer_id = any ($4::uuid[]))))`;
const seenComment = `($3 or c.audience = 'laboratory' or c.sent_at is not null)`;
const seenBy = (scope: CaseScope) => [scope.caseId, seesWhole(scope), scope.laboratoryIds];

export type VersionRow = {
  id: string;
  version: number;
  stages: number;
  /** The teeth that the file has, by FDI number; null where it doesn't tell them apart. */
  teeth: string | null;
};

/** The version with every comment on it that the scope's holder may read, in one statement; undefined where there is no such version. */
export async function commentsOf(
  tx: Tx,
  scope: CaseScope,
  setupId: string,
): Promise<{ version: number; threads: Thread[] } | undefined> {
  const [row] = await tx.query<{ version: number; comments: CommentRow[] | null }>(
    `select s.version, (select json_agg(row_to_json(k) order by k.written_at, k.id) from (
         select ${columns} from setup_comments c where c.setup_id = s.id and ${seenComment}) k) as comments
       from setups s join orders x on x.id = s.order_id where s.id = $1 and ${seenSetup}`,
    [setupId, ...seenBy(scope)],
  );
  return row && { version: row.version, threads: threadsOf(row.version, (row.comments ?? []).map(withDates)) };
}

/** The same for one comment; an answer's id names nothing here. */
export async function threadOf(tx: Tx, scope: CaseScope, commentId: string): Promise<Thread | undefined> {
  const rows = await tx.query<CommentRow & { version: number }>(
    `select ${columns}, s.version from setup_comments c join setups s on s.id = c.setup_id join orders x on x.id = s.order_id
      where (c.id = $1 or c.thread_id = $1) and ${seenComment} and ${seenSetup} order by c.written_at, c.id`,
    [commentId, ...seenBy(scope)],
  );
  return rows[0] && threadsOf(rows[0].version, rows)[0];
}

/** A comment or an answer that the scope's holder may read. */
export async function commentOf(tx: Tx, scope: CaseScope, commentId: string): Promise<CommentRow | undefined> {
  const [row] = await tx.query<CommentRow>(
    `select ${columns} from setup_comments c join setups s on s.id = c.setup_id join orders x on x.id = s.order_id
      where c.id = $1 and ${seenComment} and ${seenSetup}`,
    [commentId, ...seenBy(scope)],
  );
  return row;
}

/** A version that can be commented on. */
export async function versionOf(tx: Tx, scope: CaseScope, setupId: string): Promise<VersionRow | undefined> {
  const [row] = await tx.query<VersionRow>(
    `select s.id, s.version, greatest(s.upper_stages, s.lower_stages) as stages, nullif(r.facts->>'toothNumbers', '') as teeth
       from setups s join orders x on x.id = s.order_id left join records r on r.id = s.record_id where s.id = $1 and ${seenSetup}`,
    [setupId, ...seenBy(scope)],
  );
  return row;
}

/** Holds a version until the transaction ends: comments on it are written, and sent along, one after the other. */
export function holdVersion(tx: Tx, setupId: string): void {
  tx.send('select id from setups where id = $1 for no key update', [setupId]);
}

/** The same for the version of a comment. */
export function holdVersionOf(tx: Tx, commentId: string): void {
  tx.send('select id from setups where id = (select setup_id from setup_comments where id = $1) for no key update', [
    commentId,
  ]);
}

/** The number of the version's next comment for this audience; holds the version. Null where there is no such version to comment on. */
export async function nextNumber(tx: Tx, setupId: string, audience: Audience): Promise<number | null> {
  const [row] = await tx.query<{ next: number | null }>('select next_comment_number($1, $2) as next', [
    setupId,
    audience === 'laboratory',
  ]);
  return row!.next;
}

export type NewComment = {
  id: string;
  setupId: string;
  threadId: string | null;
  number: number | null;
  audience: Audience;
  text: string;
  pin: Pick<SetupComment, 'stage' | 'tooth' | 'point'>;
};

export const unpinned: NewComment['pin'] = { stage: null, tooth: null, point: null };

/** False where something has this id already: the browser sent it before and didn't hear. */
export async function insertComment(
  tx: Tx,
  scope: CaseScope,
  by: { accountId: string; firstName: string; lastName: string },
  given: NewComment,
): Promise<boolean> {
  const { pin } = given;
  const rows = await tx.query(
    `insert into setup_comments (id, case_id, setup_id, thread_id, number, laboratory_number, account_id, name, side, audience, written_at, body,
       stage, tooth, point, service)
     values ($1, $2, $3, $4, case when $9 = 'internal' then $5::integer end, case when $9 = 'laboratory' then $5::integer end, $6, $7, $8, $9, $10, $11,
       $12, $13, $14, $15) on conflict (id) do nothing returning id`,
    [
      given.id,
      scope.caseId,
      given.setupId,
      given.threadId,
      given.number,
      by.accountId,
      `${by.firstName} ${by.lastName}`,
      sideOf(scope),
      given.audience,
      tx.now,
      given.text,
      pin.stage,
      pin.tooth,
      pin.point,
      scope.service?.name ?? null,
    ],
  );
  return rows.length > 0;
}

export function rewriteComment(tx: Tx, commentId: string, text: string): void {
  tx.send('update setup_comments set body = $2, edited_at = $3 where id = $1', [commentId, text, tx.now]);
}

/** Who resolved it, or nobody: it is open again. */
export function settleComment(tx: Tx, commentId: string, by: { accountId: string; name: string } | null): void {
  tx.send('update setup_comments set resolved_at = $2, resolved_by = $3, resolved_name = $4 where id = $1', [
    commentId,
    by && tx.now,
    by?.accountId ?? null,
    by?.name ?? null,
  ]);
}

/** Which of these are comments, not answers, on this version. */
export async function knownComments(tx: Tx, scope: CaseScope, setupId: string, ids: readonly string[]) {
  const rows = await tx.query<{ id: string }>(
    'select id from setup_comments where setup_id = $1 and case_id = $2 and thread_id is null and id = any ($3::uuid[])',
    [setupId, scope.caseId, ids],
  );
  return rows.map(({ id }) => id);
}

/** The laboratory reads these comments and the answers to them from now on, under its own next numbers. */
export function markSent(tx: Tx, setupId: string, ids: readonly string[]): void {
  tx.send(
    `with sent as (
       select c.id, c.thread_id, row_number() over (partition by c.thread_id is null order by c.number) - 1 as place from setup_comments c
        where c.setup_id = $1 and (c.id = any ($2::uuid[]) or c.thread_id = any ($2::uuid[])) and c.audience = 'internal' and c.sent_at is null),
     first as (select next_comment_number($1, true) as number)
     update setup_comments c set sent_at = $3, laboratory_number = case when sent.thread_id is null then first.number + sent.place end
       from sent, first where c.id = sent.id`,
    [setupId, ids, tx.now],
  );
}

function threadsOf(version: number, rows: readonly CommentRow[]): Thread[] {
  const threads = new Map<string, Thread>();
  for (const row of rows) if (row.thread_id === null) threads.set(row.id, { ...row, version, replies: [] });
  for (const row of rows) if (row.thread_id !== null) threads.get(row.thread_id)?.replies.push(row);
  return [...threads.values()];
}

/** PostgreSQL's JSON tells times as text. */
function withDates(row: CommentRow): CommentRow {
  const at = (value: unknown) => (value === null ? null : new Date(value as string));
  return {
    ...row,
    written_at: at(row.written_at)!,
    edited_at: at(row.edited_at),
    sent_at: at(row.sent_at),
    resolved_at: at(row.resolved_at),
  };
}
