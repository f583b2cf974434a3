import pg from 'pg';
import { mintScope } from '#access/scope.ts';
import { caseListQuery } from '#contract/manage-orders.ts';
import { type Outcome, workActs } from '#modules/giving-cases/index.ts';
import { readPage } from '#modules/manage-orders/index.ts';
import type { Database } from '#platform/database/connect.ts';
import { newId } from '#platform/ids.ts';
import type { Platform } from '#platform/platform.ts';
import { type Figures, percentile } from '../figures.ts';
import type { Readers } from '../orders/fill.ts';

export type Collaborators = { name: string; accountId: string; practitionerId: string }[];

/** Gives all cases of a practice in one act, as the job does it, while its list is read; takes them away; gives 4 and 400. */
export async function measureGiving(
  figures: Figures,
  database: Database,
  ownerUrl: string,
  readers: Readers,
): Promise<Collaborators> {
  const owner = new pg.Client({ connectionString: ownerUrl, options: '-c search_path=midline' });
  await owner.connect();
  const [provider] = (
    await owner.query<{ account_id: string; group_id: string }>(
      'select account_id, group_id from practitioners where id = $1',
      [readers.big.practitionerId],
    )
  ).rows;
  await owner.query(
    `insert into consents (id, group_id, practitioner_id, kind, version, language, body, account_id, name, at)
     select gen_random_uuid(), $1, $2, k, 1, 'en', '', $3, '', now() from unnest(array['patient_consent', 'terms']) k`,
    [provider!.group_id, readers.big.practitionerId, provider!.account_id],
  );
  const collaborators: Collaborators = [];
  const give = async (name: string, act: 'give' | 'take', collaborationId: string, most: number): Promise<Outcome> => {
    const ids = (
      await owner.query<{ id: string }>('select id from cases where practice_id = $1 order by id limit $2', [
        readers.big.practiceId,
        most,
      ])
    ).rows.map(({ id }) => id);
    const id = newId();
    await owner.query(
      `insert into givings (id, practice_id, collaboration_id, account_id, act, chosen, earlier_messages, asked_at)
       values ($1, $2, $3, $4, $5, $6, false, now())`,
      [
        id,
        readers.big.practiceId,
        collaborationId,
        provider!.account_id,
        act,
        JSON.stringify(most > 5000 ? { fitting: { search: '', all: true }, except: [] } : { ids }),
      ],
    );
    const work = workActs({ database } as Platform);
    const reads = readOn(database, readers);
    const began = performance.now();
    await database.worker.transaction(work);
    const took = (performance.now() - began) / 1000;
    const meanwhile = await reads.stop();
    await database.worker.transaction(work);
    const [done] = (await owner.query<Outcome>('select changed, cases as chosen from givings where id = $1', [id]))
      .rows;
    if (most > 5000) {
      figures.atMost(`${name} ${done!.changed} cases`, took, (10 * Math.max(done!.changed, 1)) / 100_000, 's');
      if (meanwhile.length > 0)
        figures.atMost('    the practice’s list meanwhile, p99', percentile(meanwhile, 0.99), 50, 'ms');
    }
    return done!;
  };
  for (const [name, most] of [
    ['a tenth of all', 10_000_000],
    ['400', 400],
    ['4', 4],
  ] as const) {
    const accountId = newId();
    const collaborationId = newId();
    const email = `${accountId}@example.org`;
    await owner.query(
      `insert into accounts (id, email, email_key, first_name, last_name, created_at) values ($1, $2, $2, 'Col', 'Laborator', now())`,
      [accountId, email],
    );
    await owner.query(
      `insert into collaborations (id, group_id, practitioner_id, account_id, email, email_key, language, added_by, added_name, added_at, sent_at, expires_at, accepted_at, accepted_by)
       values ($1, $2, $3, $4, $5, $5, 'en', $6, '', now(), now(), now(), now(), $4)`,
      [collaborationId, provider!.group_id, readers.big.practitionerId, accountId, email, provider!.account_id],
    );
    await give('giving', 'give', collaborationId, most);
    if (most > 5000) {
      await give('taking', 'take', collaborationId, most);
      await give('giving again', 'give', collaborationId, most);
    }
    collaborators.push({ name, accountId, practitionerId: readers.big.practitionerId });
  }
  await owner.query('vacuum analyze case_rows');
  await owner.end();
  return collaborators;
}

/** Reads the practice's first page again and again, until told to stop. */
function readOn(database: Database, readers: Readers) {
  const samples: number[] = [];
  let on = true;
  const scope = mintScope(readers.big.practiceId, 'practice', null);
  const reader = { accountId: readers.big.accountId, today: '2026-11-22', side: 'practice' as const };
  const reading = (async () => {
    while (on) {
      await database.app.transaction(async (tx) => {
        await tx.actAs(reader.accountId);
        const began = performance.now();
        await readPage(tx, caseListQuery.parse({}), null, reader, { scope });
        samples.push(performance.now() - began);
      });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    async stop(): Promise<number[]> {
      on = false;
      await reading;
      return samples.slice(5);
    },
  };
}
