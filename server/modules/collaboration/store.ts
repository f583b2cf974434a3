import type { CaseScope } from '#access/scope.ts';
import type { CollaboratorStatus, CollaboratorWord } from '#contract/collaborator-status.ts';
import { viewersOf } from '#modules/cases/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Stand } from './rules.ts';

export type CollaboratorRow = {
  collaboration_id: string;
  name: string;
  service: boolean;
  you: boolean;
  since: Date;
  waiting: boolean;
  suspended: boolean;
  ready_setup_id: string | null;
  word: CollaboratorWord | null;
  word_version: number | null;
  word_at: Date | null;
  word_name: string | null;
};

/** The case's collaborators with the last word of each, those given first before the others. */
export function collaboratorsOn(tx: Tx, scope: CaseScope): Promise<CollaboratorRow[]> {
  return tx.query<CollaboratorRow>('select * from collaborators_on($1)', [scope.caseId]);
}

export type OpenVersion = { orderId: string; setupId: string; version: number; contentHash: string; held: boolean };

/** Versions that are open for review, newest first. */
export function openVersions(tx: Tx, scope: CaseScope): Promise<OpenVersion[]> {
  return tx.query<OpenVersion>(
    `select x.id as "orderId", s.id as "setupId", s.version, s.content_hash as "contentHash", x.category = 'on_hold' as held
       from setups s join orders x on x.id = s.order_id
      where s.case_id = $1 and s.decision is null and s.withdrawn_at is null and x.discarded_at is null
        and coalesce(x.held_from, x.category) = 'setup_awaiting_approval' order by s.version desc`,
    [scope.caseId],
  );
}

/** Holds the orders whose versions are open: of a mark and a decision at the same moment, the second sees the first. */
export function holdOpenOrders(tx: Tx, scope: CaseScope): void {
  tx.send(
    `select id from orders where case_id = $1 and coalesce(held_from, category) = 'setup_awaiting_approval' order by id for update`,
    [scope.caseId],
  );
}

export async function statusOfCollaboration(tx: Tx, scope: CaseScope): Promise<CollaboratorStatus> {
  const [row] = await tx.query<{ status: CollaboratorStatus }>(
    'select collaborator_status as status from case_rows where case_id = $1 and viewer_id = any ($2) limit 1',
    [scope.caseId, viewersOf(scope)],
  );
  return row?.status ?? 'none';
}

/** What the rules ask of a case; `open` is the version that it is about. */
export function standOf(
  status: CollaboratorStatus,
  collaborators: readonly CollaboratorRow[],
  open: OpenVersion | undefined,
): Stand {
  const marks = collaborators.filter((each) => open && each.ready_setup_id === open.setupId && counts(each));
  return { status, held: open?.held ?? false, marked: marks.some(({ you }) => you), ready: marks.length };
}

export const counts = (of: Pick<CollaboratorRow, 'waiting' | 'suspended'>): boolean => !of.waiting && !of.suspended;

type Word = { said: CollaboratorWord; version: number; by: string };

const say = `word = $2, word_version = $3, word_at = $4, word_name = $5`;

/** The own mark, as the collaborator that the account is on this case. */
export function writeOwnMark(tx: Tx, scope: CaseScope, setupId: string | null, word: Word): void {
  tx.send(
    `update case_collaborators set ready_setup_id = $6, ${say} where case_id = $1 and taken_at is null and suspended_at is null
       and collaboration_id = any (own_collaborations($1))`,
    [scope.caseId, word.said, word.version, tx.now, word.by, setupId],
  );
}

/** Takes every mark from a version. */
export function takeMarks(tx: Tx, scope: CaseScope, setupId: string, word: Word): void {
  tx.send(
    `update case_collaborators set ready_setup_id = null, ${say} where case_id = $1 and taken_at is null and ready_setup_id = $6`,
    [scope.caseId, word.said, word.version, tx.now, word.by, setupId],
  );
}

/** Whether the account acts on the case for itself, or manages the planning service that does. */
export async function mayLeave(tx: Tx, scope: CaseScope): Promise<string[]> {
  const [row] = await tx.query<{ ids: string[] }>(
    `select coalesce(array_agg(b.id), '{}') as ids from collaborations b where b.id = any (own_collaborations($1))
        and (b.account_id = current_account() or b.service_id = any (own_viewers()))`,
    [scope.caseId],
  );
  return row!.ids;
}

export function takeOwnCase(tx: Tx, scope: CaseScope, collaborationId: string): void {
  tx.send(`select take_cases($1, array[$2::uuid], 'collaborator', $3)`, [collaborationId, scope.caseId, tx.now]);
}
