import type { CaseScope, OrganisationScope } from '#access/scope.ts';
import type { Grant, Standing } from '#contract/case-permissions.ts';
import type { CollaboratorWord } from '#contract/collaborator-status.ts';
import type { Tx } from '#platform/database/transaction.ts';

const nameOfCollaborator = `coalesce(s.name, b.first_name || ' ' || b.last_name)`;
/** Neither over nor waiting in vain. */
const standing = `b.ended_at is null and b.revoked_at is null and b.declined_at is null and (b.accepted_at is not null or b.expires_at > $2)`;

export type CollaboratorRow = {
  collaborationId: string;
  name: string;
  service: boolean;
  waiting: boolean;
  grants: Grant[];
  futureCases: boolean;
  givenAt: Date | null;
  givenBy: string | null;
  toConfirm: boolean;
  suspended: boolean;
  word: CollaboratorWord | null;
  wordVersion: number | null;
  wordAt: Date | null;
  wordName: string | null;
};

/** The collaborators of a case's provider who may get it, and all who have it. */
export function collaboratorsOf(tx: Tx, scope: CaseScope): Promise<CollaboratorRow[]> {
  return tx.query<CollaboratorRow>('select * from collaborators_on_case($1, $2)', [scope.caseId, tx.now]);
}

export type CaseFacts = {
  practitionerId: string | null;
  provider: string | null;
  providerAccountId: string | null;
  notShared: boolean;
  consentCurrent: boolean;
  earlierMessages: boolean;
};

export async function caseFacts(tx: Tx, scope: CaseScope): Promise<CaseFacts> {
  const [row] = await tx.query<CaseFacts>(
    `select c.practitioner_id as "practitionerId", p.first_name || ' ' || p.last_name as provider, p.account_id as "providerAccountId",
       c.not_shared as "notShared", coalesce(consent_current(c.practitioner_id), false) as "consentCurrent", last_message(c.id) > 0 as "earlierMessages"
       from cases c left join practitioners p on p.id = c.practitioner_id where c.id = $1`,
    [scope.caseId],
  );
  return row!;
}

/** Held, so that what is checked stays true until the commit. */
export async function holdCase(tx: Tx, scope: CaseScope): Promise<void> {
  await tx.query('select 1 from cases where id = $1 for no key update', [scope.caseId]);
}

export type GivenCounts = { given: number; had: number; notShared: number; notTheirs: number };

/** Gives cases, each or none; undefined where the collaboration is over or consent isn't current. */
export async function give(
  tx: Tx,
  collaborationId: string,
  cases: readonly string[],
  earlierMessages: boolean,
): Promise<GivenCounts | undefined> {
  const [row] = await tx.query<GivenCounts>(
    'select given, had, not_shared as "notShared", not_theirs as "notTheirs" from give_cases($1, $2, $3, $4)',
    [collaborationId, cases, earlierMessages, tx.now],
  );
  return row;
}

/** How many were taken away. */
export async function take(tx: Tx, collaborationId: string, cases: readonly string[]): Promise<number> {
  const [row] = await tx.query<{ taken: number }>('select take_cases($1, $2, $3, $4) as taken', [
    collaborationId,
    cases,
    'provider',
    tx.now,
  ]);
  return row!.taken;
}

/** Everybody who reads these cases hears that they changed. */
export function tellGivings(tx: Tx, collaborationId: string, cases: readonly string[]): void {
  tx.send('select tell_givings($1, $2, $3)', [collaborationId, cases, tx.now]);
}

export async function confirm(tx: Tx, scope: CaseScope, collaborations: readonly string[]): Promise<number> {
  const [row] = await tx.query<{ confirmed: number }>('select confirm_givings($1, $2, $3) as confirmed', [
    scope.caseId,
    collaborations,
    tx.now,
  ]);
  return row!.confirmed;
}

export type SeerRow = {
  viewer: string;
  kind: 'practice' | 'collaborator' | 'laboratory';
  accountId: string | null;
  name: string;
  service: string | null;
  because: Standing[];
  since: Date | null;
};

export function whoSees(tx: Tx, scope: CaseScope): Promise<SeerRow[]> {
  return tx.query<SeerRow>(
    `select viewer, kind, account_id as "accountId", name, service, because, since from who_sees($1)
      order by array_position(array['practice', 'collaborator', 'laboratory'], kind), because[1] <> 'provider', name`,
    [scope.caseId],
  );
}

export type CollaborationRow = {
  collaborationId: string;
  practitionerId: string;
  provider: string;
  providerAccountId: string | null;
  name: string;
  service: boolean;
  waiting: boolean;
  grants: Grant[];
  futureCases: boolean;
  consentCurrent: boolean;
  given: number;
};

/** Collaborations in which the account may give cases of a practice: as their provider there, or as an Admin there. */
export function collaborationsAt(tx: Tx, scope: OrganisationScope, only?: string): Promise<CollaborationRow[]> {
  return tx.query<CollaborationRow>(
    `select b.id as "collaborationId", p.id as "practitionerId", p.first_name || ' ' || p.last_name as provider, p.account_id as "providerAccountId",
       ${nameOfCollaborator} as name, b.service_id is not null as service, b.accepted_at is null as waiting, b.grants, b.future_cases as "futureCases",
       consent_current(p.id) as "consentCurrent",
       (select count(*)::integer from case_collaborators k join cases c on c.id = k.case_id
         where k.collaboration_id = b.id and k.taken_at is null and c.practice_id = $1) as given
       from collaborations b join practitioners p on p.id = b.practitioner_id left join organisations s on s.id = b.service_id
      where b.group_id = $3 and ${standing} and ($4::uuid is null or b.id = $4) and acts_for_provider(b.id, $1)
        and exists (select from members m where m.organisation_id = $1 and m.practitioner_id = p.id and m.removed_at is null)
      order by provider, name`,
    [scope.organisationId, tx.now, scope.groupId, only ?? null],
  );
}

export async function setFuture(tx: Tx, collaborationId: string, futureCases: boolean): Promise<void> {
  await tx.query('update collaborations set future_cases = $2 where id = $1', [collaborationId, futureCases]);
}

/** Which of these cases are given. */
export async function givenAmong(tx: Tx, collaborationId: string, cases: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ case_id: string }>(
    'select case_id from case_collaborators where collaboration_id = $1 and case_id = any ($2) and taken_at is null',
    [collaborationId, cases],
  );
  return new Set(rows.map(({ case_id }) => case_id));
}
