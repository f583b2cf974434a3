import type { OrganisationScope } from '#access/scope.ts';
import type { Patient } from '#contract/patients.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type Person = Pick<Patient, 'firstName' | 'lastName' | 'birthDate' | 'sex'>;
export type PatientRow = {
  id: string;
  first_name: string;
  last_name: string;
  birth_date: string;
  sex: Patient['sex'];
  version: number;
  cases: number;
  /** The reader made the record, and no order of the patient was submitted yet. */
  own_and_new: boolean;
};

const columns = `p.id, p.first_name, p.last_name, p.birth_date::text, p.sex, p.version,
  (select count(*)::integer from cases c where c.patient_id = p.id and c.practice_id = any ((select own_viewers())::uuid[])) as cases,
  p.created_by = current_account() and not patient_submitted(p.id) as own_and_new`;

/** Patients with a case in the practice, or whose record was made there and waits for one. */
const inPractice = `(p.waiting_in = $1 or exists (select from cases c where c.patient_id = p.id and c.practice_id = $1))`;

/** Splits what was typed into words in comparable form. */
export async function wordsOf(tx: Tx, typed: string): Promise<string[]> {
  const [row] = await tx.query<{ key: string }>('select name_key($1) as key', [typed]);
  return row!.key.split(/\s+/).filter((word) => word !== '');
}

/**
 * Patients of the practice by name: the first word begins a first or last name, each further word a word of either. Read from the rows
 * of Manage Orders, whose indexes know the practice.
 */
export function patientsCalled(
  tx: Tx,
  scope: OrganisationScope,
  words: readonly string[],
  limit: number,
): Promise<PatientRow[]> {
  const [first = '', ...further] = words;
  const last = `${first}\u{10FFFF}`;
  return tx.query<PatientRow>(
    `with found as (
       (select r.id, r.key from (values (false), (true)) either (closed) cross join lateral (
          select c.patient_id as id, c.patient_key as key from case_rows c where c.viewer_id = $1 and c.closed = either.closed and c.patient_id is not null
             and c.patient_key >= $2 and c.patient_key < $3 and matches_words(c.patient_key, $5) order by c.patient_key limit 400) r)
       union
       (select r.id, r.key from (values (false), (true)) either (closed) cross join lateral (
          select c.patient_id as id, c.patient_key as key from case_rows c where $2 <> '' and c.viewer_id = $1 and c.closed = either.closed and c.patient_id is not null
             and c.first_key >= $2 and c.first_key < $3 and matches_words(c.patient_key, $5) order by c.first_key limit 400) r)
       union
       (select p.id, p.last_key || ' ' || p.first_key from patients p where p.waiting_in = $1
          and (p.last_key >= $2 and p.last_key < $3 or p.first_key >= $2 and p.first_key < $3)
          and matches_words(p.last_key || ' ' || p.first_key, $5) limit 400))
     select ${columns} from (select id, key from found order by key, id limit $4) f join patients p on p.id = f.id order by f.key, p.birth_date, p.id`,
    [scope.organisationId, first, last, limit, further],
  );
}

export async function patientIn(tx: Tx, scope: OrganisationScope, patientId: string): Promise<PatientRow | undefined> {
  const [row] = await tx.query<PatientRow>(`select ${columns} from patients p where p.id = $2 and ${inPractice}`, [
    scope.organisationId,
    patientId,
  ]);
  return row;
}

/** The same, held for the rest of the transaction. */
export async function holdPatient(
  tx: Tx,
  scope: OrganisationScope,
  patientId: string,
): Promise<PatientRow | undefined> {
  const [row] = await tx.query<PatientRow>(
    `select ${columns} from patients p where p.id = $2 and ${inPractice} for update of p`,
    [scope.organisationId, patientId],
  );
  return row;
}

export type LikelyRow = PatientRow & { key: string };

/**
 * Patients of the group that the person sees at one of their practices, and who were born on the same day or have the same names, in either
 * order.
 */
export function patientsLike(tx: Tx, scope: OrganisationScope, person: Person): Promise<LikelyRow[]> {
  return tx.query<LikelyRow>(
    `with asked as (select name_key($2) as first_key, name_key($3) as last_key)
     select ${columns}, p.first_key || ' ' || p.last_key as key from (
       select s.id from patients s where s.group_id = $1 and s.birth_date = $4
       union select s.id from patients s, asked a where s.group_id = $1 and s.last_key = a.last_key and s.first_key = a.first_key
       union select s.id from patients s, asked a where s.group_id = $1 and s.last_key = a.first_key and s.first_key = a.last_key) near
     join patients p on p.id = near.id
     where p.waiting_in = any ((select own_viewers())::uuid[])
        or exists (select from cases c where c.patient_id = p.id and c.practice_id = any ((select own_viewers())::uuid[]))
     order by p.last_key, p.first_key, p.id limit 200`,
    [scope.groupId, person.firstName, person.lastName, person.birthDate],
  );
}

export async function insertPatient(
  tx: Tx,
  scope: OrganisationScope,
  id: string,
  person: Person,
  by: string,
): Promise<void> {
  await tx.query(
    `insert into patients (id, group_id, first_name, last_name, first_key, last_key, birth_date, sex, waiting_in, created_by, created_at)
     values ($1, $2, $3, $4, name_key($3), name_key($4), $5, $6, $7, $8, $9)`,
    [
      id,
      scope.groupId,
      person.firstName,
      person.lastName,
      person.birthDate,
      person.sex,
      scope.organisationId,
      by,
      tx.now,
    ],
  );
}

/** Writes what the record says now, and keeps what it said. */
export async function replacePatient(tx: Tx, before: PatientRow, person: Person, by: string): Promise<void> {
  await tx.query(
    `insert into patient_versions (patient_id, version, first_name, last_name, birth_date, sex, replaced_by, replaced_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [before.id, before.version, before.first_name, before.last_name, before.birth_date, before.sex, by, tx.now],
  );
  await tx.query(
    `update patients set first_name = $2, last_name = $3, first_key = name_key($2), last_key = name_key($3), birth_date = $4, sex = $5,
       version = version + 1 where id = $1`,
    [before.id, person.firstName, person.lastName, person.birthDate, person.sex],
  );
}

export type FormerRow = { at: Date; by: string } & Omit<PatientRow, 'id' | 'version' | 'cases' | 'own_and_new'>;

export function formerValuesOf(tx: Tx, patientId: string): Promise<FormerRow[]> {
  return tx.query<FormerRow>(
    `select v.replaced_at as at, coalesce((select m.first_name || ' ' || m.last_name from members m where m.account_id = v.replaced_by
        order by m.joined_at desc limit 1), '') as by, v.first_name, v.last_name, v.birth_date::text, v.sex
       from patient_versions v where v.patient_id = $1 order by v.version desc`,
    [patientId],
  );
}

export type CaseOfPatientRow = {
  id: string;
  number: number;
  category: string;
  status: string;
  practice: string;
  created_at: Date;
};

/** The patient's cases at practices of the reader, newest first. */
export function casesOf(tx: Tx, patientId: string): Promise<CaseOfPatientRow[]> {
  return tx.query<CaseOfPatientRow>(
    `select c.id, c.number, r.category, r.status, r.practice, c.created_at
       from cases c join case_rows r on r.case_id = c.id and r.viewer_id = c.practice_id
      where c.patient_id = $1 and c.practice_id = any ((select own_viewers())::uuid[]) order by c.id desc limit 200`,
    [patientId],
  );
}

/** Rows of Manage Orders that name the patient are written anew, at every practice and laboratory. */
export async function refreshCasesOf(tx: Tx, patientId: string): Promise<void> {
  await tx.query('select refresh_patient($1, $2)', [patientId, tx.now]);
}
