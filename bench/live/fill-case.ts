import pg from 'pg';
import { newId } from '#platform/ids.ts';
import { digestOf, newToken } from '#platform/secret.ts';

export type LiveCase = {
  caseId: string;
  /** Of one account each; the first works at the case's practice. */
  tokens: string[];
  /** How many of the streams hear of the case. */
  hearers: number;
};

/** Sessions for so many accounts of fill(), and a case at a practice that some of them work at. */
export async function fillCase(ownerUrl: string, streams: number): Promise<LiveCase> {
  const owner = new pg.Client({ connectionString: ownerUrl, options: '-c search_path=midline' });
  await owner.connect();
  const { rows } = await owner.query<{ id: string; organisation_id: string; group_id: string }>(
    `select m.account_id as id, m.organisation_id, o.group_id from members m join organisations o on o.id = m.organisation_id
      order by m.organisation_id, m.account_id limit $1`,
    [streams],
  );
  const tokens = rows.map(() => newToken());
  await owner.query(
    `insert into sessions (id, account_id, digest, started_at, last_seen_at, expires_at)
     select * , now(), now(), now() + interval '1 day' from unnest($1::uuid[], $2::uuid[], $3::bytea[])`,
    [rows.map(() => newId()), rows.map(({ id }) => id), tokens.map(digestOf)],
  );
  const { id: author, organisation_id: practiceId, group_id: groupId } = rows[0]!;
  const [caseId, patientId, orderId] = [newId(), newId(), newId()];
  await owner.query(
    `insert into patients (id, group_id, first_name, last_name, first_key, last_key, birth_date, sex, created_by, created_at)
     values ($1, $2, 'Mia', 'Muster', 'mia', 'muster', '2010-03-04', 'female', $3, now())`,
    [patientId, groupId, author],
  );
  await owner.query(
    `insert into cases (id, group_id, practice_id, patient_id, created_by, created_at, last_activity_at) values ($1, $2, $3, $4, $5, now(), now())`,
    [caseId, groupId, practiceId, patientId, author],
  );
  await owner.query(
    `insert into orders (id, case_id, kind, category, turn_since, author_id, created_at, prescription, saved_at)
     values ($1, $2, 'aligner', 'draft', now(), $3, now(), '{}', now())`,
    [orderId, caseId, author],
  );
  await owner.query('select refresh_case($1)', [caseId]);
  await owner.query('analyze sessions');
  await owner.end();
  return { caseId, tokens, hearers: rows.filter((row) => row.organisation_id === practiceId).length };
}
