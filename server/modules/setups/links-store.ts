import type { CaseScope, OrganisationScope } from '#access/scope.ts';
import type { PatientLink } from '#contract/setups.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type LinkRow = {
  id: string;
  setup_id: string;
  version: number;
  made_name: string;
  made_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  revoked_name: string | null;
  opened: number;
  last_opened_at: Date | null;
  over: PatientLink['over'];
};

const columns = `l.id, l.setup_id, s.version, l.made_name, l.made_at, l.expires_at, l.revoked_at, l.revoked_name, l.opened, l.last_opened_at,
  patient_link_over(l.id, $3) as over`;

/** Links of a version, newest first; undefined where there is no such version to see. One statement. */
export async function linksOf(tx: Tx, scope: CaseScope, setupId: string): Promise<LinkRow[] | undefined> {
  const rows = await tx.query<LinkRow | { id: null }>(
    `select ${columns} from setups s left join patient_links l on l.setup_id = s.id and l.case_id = s.case_id
      where s.case_id = $1 and s.id = $2 and s.withdrawn_at is null order by l.made_at desc, l.id desc`,
    [scope.caseId, setupId, tx.now],
  );
  return rows.length === 0 ? undefined : rows.filter((row): row is LinkRow => row.id !== null);
}

export async function linkOf(tx: Tx, scope: CaseScope, linkId: string): Promise<LinkRow | undefined> {
  const [row] = await tx.query<LinkRow>(
    `select ${columns} from patient_links l join setups s on s.id = l.setup_id where l.case_id = $1 and l.id = $2 and s.withdrawn_at is null`,
    [scope.caseId, linkId, tx.now],
  );
  return row;
}

export type ShareableRow = { version: number; decision: 'approved' | 'declined' | null; live: number };

/** The version with the number of its links that still open; its case stays as it is until the transaction ends. */
export async function holdVersion(tx: Tx, scope: CaseScope, setupId: string): Promise<ShareableRow | undefined> {
  tx.send('select id from cases where id = $1 for no key update', [scope.caseId]);
  const [row] = await tx.query<ShareableRow>(
    `select s.version, s.decision, (select count(*)::integer from patient_links l where l.setup_id = s.id and l.revoked_at is null and l.expires_at > $3) as live
       from setups s where s.id = $2 and s.case_id = $1 and s.withdrawn_at is null`,
    [scope.caseId, setupId, tx.now],
  );
  return row;
}

export type NewLink = {
  id: string;
  setupId: string;
  digest: Buffer;
  madeBy: string;
  madeName: string;
  expiresAt: Date;
};

export function insertLink(tx: Tx, scope: CaseScope, link: NewLink): void {
  tx.send(
    `insert into patient_links (id, case_id, setup_id, digest, made_by, made_name, made_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [link.id, scope.caseId, link.setupId, link.digest, link.madeBy, link.madeName, tx.now, link.expiresAt],
  );
}

/** Revoked once: who was first stays. */
export function endLink(tx: Tx, scope: CaseScope, linkId: string, by: { accountId: string; name: string }): void {
  tx.send(
    `update patient_links set revoked_at = $3, revoked_by = $4, revoked_name = $5 where id = $2 and case_id = $1 and revoked_at is null`,
    [scope.caseId, linkId, tx.now, by.accountId, by.name],
  );
}

export type LeftLink = {
  id: string;
  practice: string;
  case_number: number;
  /** Null to whoever sees no cases of the practice. */
  initials: string | null;
  version: number;
  expires_at: Date;
  opened: number;
};

/** Links that a member of the practice made and that end when they leave. */
export function linksOfLeaver(tx: Tx, scope: OrganisationScope, accountId: string): Promise<LeftLink[]> {
  return tx.query<LeftLink>(
    'select l.*, o.name as practice from links_of_leaver($1, $2, $3) l join organisations o on o.id = $1',
    [scope.organisationId, accountId, tx.now],
  );
}

/** Lets those stay that are to be kept; the others show nothing while their maker is away, or never again. */
export function settleLinksOfLeaver(
  tx: Tx,
  scope: OrganisationScope,
  accountId: string,
  how: { keep: ReadonlySet<string>; forGood: boolean },
): Promise<{ id: string; case_id: string; kept: boolean }[]> {
  return tx.query('select * from settle_links_of_leaver($1, $2, $3, $4, $5)', [
    scope.organisationId,
    accountId,
    [...how.keep],
    how.forGood,
    tx.now,
  ]);
}

/** Tells open pages of the practice that links of the case changed. */
export function announceLinks(tx: Tx, scope: CaseScope): void {
  tx.send(`insert into events (at, kind, organisation_id, case_id) values ($1, 'patient_links_changed', $2, $3)`, [
    tx.now,
    scope.practiceId,
    scope.caseId,
  ]);
}

// The patient's side: no account, the digest of the secret instead of a scope

export type OpenedLink = {
  id: string;
  case_id: string;
  practice_id: string;
  version: number;
  stages: number;
  treatment: Partial<TreatmentPlan>;
  expires_at: Date;
  first_name: string;
  practice: string;
  logo: boolean;
};

export async function openLink(tx: Tx, digest: Buffer): Promise<OpenedLink | undefined> {
  const [row] = await tx.query<OpenedLink>('select * from open_patient_link($1, $2)', [digest, tx.now]);
  return row;
}

export type LinkFile = {
  record_id: string;
  content_hash: string;
  case_id: string;
  practice_id: string;
  logo_version: string | null;
};

export async function fileByLink(tx: Tx, linkId: string, digest: Buffer): Promise<LinkFile | undefined> {
  const [row] = await tx.query<LinkFile>('select * from patient_link_file($1, $2, $3)', [linkId, digest, tx.now]);
  return row;
}

export async function logoByLink(tx: Tx, linkId: string, digest: Buffer): Promise<Buffer | null> {
  const [row] = await tx.query<{ png: Buffer | null }>('select patient_link_logo($1, $2, $3) as png', [
    linkId,
    digest,
    tx.now,
  ]);
  return row?.png ?? null;
}
