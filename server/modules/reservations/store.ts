import type { CaseScope } from '#access/scope.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type ReservationRow = {
  case_id: string;
  setup_id: string;
  version: number;
  account_id: string;
  name: string;
  service: string | null;
  since: Date;
  until: Date;
};

/** The reader sees the version: by its practice, as a collaborator, or as the laboratory of its order; a practice that asks for a second factor only after one. */
const seen = `exists (select from case_rows r join orders x on x.id = s.order_id
  where r.case_id = v.case_id and r.viewer_id = any ((select own_viewers())::uuid[])
    and (r.side <> 'laboratory' or (x.sent_at is not null and r.viewer_id in (x.laboratory_id, x.manufacturer_id)))
    and ($3 or r.side <> 'practice' or not exists (select from practices p where p.id = r.viewer_id and p.second_factor_required)))`;

/** What stands: the version waits for its decision, the time isn't over, and whoever reserved still works on the case. */
const standing = `select v.case_id, v.setup_id, s.version, v.account_id, v.name, v.service, v.since, v.until
  from setup_reservations v join setups s on s.id = v.setup_id
  where v.until > $2 and s.decision is null and s.withdrawn_at is null and setup_is_open(s.id) and still_works_on(v.case_id, v.account_id)
    and ${seen}`;

/** Those of cases, as far as the account sees their versions. */
export function reservationsOf(tx: Tx, caseIds: readonly string[], secondFactor: boolean): Promise<ReservationRow[]> {
  return tx.query<ReservationRow>(
    `${standing} and v.case_id = any ($1::uuid[]) order by v.case_id, v.since, v.account_id`,
    [caseIds, tx.now, secondFactor],
  );
}

/** Held for the transaction, so that a decision taken meanwhile is seen. Undefined where the caller sees no such version, or it is over. */
export async function openVersion(tx: Tx, scope: CaseScope, setupId: string) {
  const [row] = await tx.query<{ version: number; open: boolean }>(
    `select s.version, setup_is_open(s.id) as open from setups s where s.id = $1 and s.case_id = $2 and s.withdrawn_at is null`,
    [setupId, scope.caseId],
  );
  return row;
}

export async function saveReservation(
  tx: Tx,
  scope: CaseScope,
  setupId: string,
  by: { accountId: string; name: string },
  until: Date,
): Promise<ReservationRow> {
  const [row] = await tx.query<ReservationRow>(
    `insert into setup_reservations as v (setup_id, account_id, case_id, name, service, since, until) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (setup_id, account_id) do update set name = excluded.name, service = excluded.service, until = excluded.until,
         since = case when v.until > excluded.since then v.since else excluded.since end
     returning v.case_id, v.setup_id, 0 as version, v.account_id, v.name, v.service, v.since, v.until`,
    [setupId, by.accountId, scope.caseId, by.name, scope.service?.name ?? null, tx.now, until],
  );
  return row!;
}

/** False where there was none. */
export async function deleteReservation(
  tx: Tx,
  scope: CaseScope,
  setupId: string,
  accountId: string,
): Promise<boolean> {
  const rows = await tx.query(
    'delete from setup_reservations where setup_id = $1 and account_id = $2 and case_id = $3 returning setup_id',
    [setupId, accountId, scope.caseId],
  );
  return rows.length > 0;
}

/** Tells every side that sees the case; a laboratory only where it sees the version. */
export function announceReservation(tx: Tx, scope: CaseScope): void {
  tx.send('select tell_reservation($1, $2)', [scope.caseId, tx.now]);
}
