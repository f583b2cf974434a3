import type { Giving } from '#contract/giving-cases.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Choice } from './choose-cases.ts';

export type Act = {
  id: string;
  practiceId: string;
  collaborationId: string;
  accountId: string;
  act: 'give' | 'take';
  chosen: Choice;
  earlierMessages: boolean;
};

export type Outcome = Pick<Giving, 'chosen' | 'changed' | 'unchanged' | 'notShared' | 'notTheirs'>;

/** Notes an act; false where another one for this collaborator is running. */
export async function insertAct(tx: Tx, act: Act): Promise<boolean> {
  const rows = await tx.query(
    `insert into givings (id, practice_id, collaboration_id, account_id, act, chosen, earlier_messages, asked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    [
      act.id,
      act.practiceId,
      act.collaborationId,
      act.accountId,
      act.act,
      JSON.stringify(act.chosen),
      act.earlierMessages,
      tx.now,
    ],
  );
  return rows.length > 0;
}

export async function finishAct(tx: Tx, id: string, outcome: Outcome, told: boolean): Promise<void> {
  await tx.query(
    `update givings set cases = $2, changed = $3, unchanged = $4, not_shared = $5, not_theirs = $6, done_at = $7, told_at = case when $8 then $7::timestamptz end
      where id = $1`,
    [id, outcome.chosen, outcome.changed, outcome.unchanged, outcome.notShared, outcome.notTheirs, tx.now, told],
  );
}

/** An act of the account's own, and how far it has come. */
export async function actSeen(tx: Tx, id: string, collaborationId: string): Promise<Giving | undefined> {
  const [row] = await tx.query<Giving>(
    `select g.id, g.act, case when g.failed is not null then 'failed' when g.done_at is not null then 'done' when p.giving_id is not null then 'running' else 'waiting' end as state,
       case when g.done_at is not null then g.cases else coalesce(p.cases, 0) end as chosen,
       case when g.done_at is not null then g.cases else coalesce(p.worked, 0) end as worked,
       g.changed, g.unchanged, g.not_shared as "notShared", g.not_theirs as "notTheirs"
       from givings g left join giving_progress p on p.giving_id = g.id where g.id = $1 and g.collaboration_id = $2`,
    [id, collaborationId],
  );
  return row;
}

export type OpenAct = Act & { practitionerId: string; timeZone: string; done: boolean };

/** The oldest act that nobody works: held for the rest of the transaction, so that a killed process leaves it free. */
export async function holdOpenAct(tx: Tx): Promise<OpenAct | undefined> {
  const [row] = await tx.query<OpenAct>(
    `select g.id, g.practice_id as "practiceId", g.collaboration_id as "collaborationId", g.account_id as "accountId", g.act, g.chosen,
       g.earlier_messages as "earlierMessages", b.practitioner_id as "practitionerId", a.time_zone as "timeZone", g.done_at is not null as done
       from givings g join collaborations b on b.id = g.collaboration_id join accounts a on a.id = g.account_id
      where g.told_at is null order by g.asked_at limit 1 for no key update of g skip locked`,
  );
  return row;
}

/** From here on the transaction writes no live events, and those of others needn't wait for it. Over a second connection. */
export async function beQuiet(tx: Tx, second: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>): Promise<string> {
  const [row] = await tx.query<{ id: string }>('select pg_current_xact_id()::text as id');
  const { id } = row!;
  await second(async (other) => {
    await other.query('delete from quiet_transactions where transaction < pg_snapshot_xmin(pg_current_snapshot())');
    await other.query('insert into quiet_transactions (transaction) values ($1::xid8)', [id]);
  });
  return id;
}

export async function writeProgress(tx: Tx, id: string, cases: number, worked: number): Promise<void> {
  await tx.query(
    `insert into giving_progress (giving_id, cases, worked) values ($1, $2, $3)
     on conflict (giving_id) do update set cases = excluded.cases, worked = excluded.worked`,
    [id, cases, worked],
  );
}

export async function failAct(tx: Tx, id: string, reason: string): Promise<void> {
  await tx.query('update givings set failed = $2, done_at = $3 where id = $1', [id, reason, tx.now]);
}

export async function noteTold(tx: Tx, id: string): Promise<void> {
  await tx.query('update givings set told_at = $2 where id = $1', [id, tx.now]);
  await tx.query('delete from giving_progress where giving_id = $1', [id]);
}
