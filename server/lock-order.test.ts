import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { answerHandOver, listMyHandOvers, offerHandOvers, withdrawHandOver } from '#contract/hand-overs.ts';
import { removeRecord } from '#contract/records.ts';
import { makePatientLink } from '#contract/setups.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { type Place, type TreatmentWorld, treatmentWorld } from './modules/orders/testing/treatment-world.ts';
import { holdVersion } from './modules/setup-comments/store.ts';
import { deliverVersion, setupFile } from './modules/setups/testing/review-world.ts';

/** Two who are at the same things at once wait for one another in one direction: neither is told of a deadlock. */

let world: TreatmentWorld;
beforeAll(async () => {
  world = await treatmentWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

/** What the first has begun and goes on with once the request waits for it; the answer to the request. */
async function meanwhile<Answer>(
  begin: (tx: Tx) => Promise<unknown>,
  request: () => Promise<Answer>,
  goOn: (tx: Tx) => Promise<unknown>,
): Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  await world.app.platform.database.worker.transaction(async (tx) => {
    await begin(tx);
    answer = request();
    await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 20_000 });
    await goOn(tx);
  });
  return answer!;
}

async function waiting(): Promise<number> {
  const rows = await world.sql(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and backend_type = 'client backend'`,
  );
  return rows.length;
}

/** A case of the provider's that was offered to a colleague; the offer. */
async function offered() {
  const place = await world.draft();
  const [member] = await world.sql<{ id: string }>('select id from members where account_id = $1', [
    world.people.otherProvider.id,
  ]);
  await world.browsers.admin.call(offerHandOvers, {
    params: { practiceId: world.practiceId },
    body: { cases: [place.caseId], toMemberId: member!.id },
  });
  const { handOvers } = await world.browsers.otherProvider.call(listMyHandOvers, {});
  return { ...place, handOverId: handOvers.find(({ caseId }) => caseId === place.caseId)!.id };
}

/** As moving a case begins and goes on. */
const holdCase = (place: Place) => (tx: Tx) => tx.query('select from cases where id = $1 for update', [place.caseId]);
const endOffers = (place: Place) => (tx: Tx) =>
  tx.query('update hand_overs set withdrawn_at = now() where case_id = $1 and withdrawn_at is null', [place.caseId]);

test('a case is moved while the new provider accepts it: the second is told that it is over', async () => {
  const place = await offered();
  const answer = await meanwhile(
    holdCase(place),
    () =>
      world.browsers.otherProvider.try(answerHandOver, {
        params: { handOverId: place.handOverId },
        body: { accept: true },
      }),
    endOffers(place),
  );
  expect([answer.status, answer.problem.code]).toEqual([409, 'hand_over_over']);
});

test('a case is moved while its offer is withdrawn', async () => {
  const place = await offered();
  const params = { practiceId: world.practiceId, handOverId: place.handOverId };
  const answer = await meanwhile(
    holdCase(place),
    () => world.browsers.admin.try(withdrawHandOver, { params }),
    endOffers(place),
  );
  expect([answer.status, answer.problem.code]).toEqual([409, 'hand_over_over']);
});

test('a record is removed while it is read', async () => {
  const place = await world.draft();
  const recordId = await world.record(place, 'xray_other', { state: 'checking' });
  const answer = await meanwhile(
    (tx) => tx.query('select from orders where id = $1 for share', [place.orderId]),
    () => world.browsers.provider.try(removeRecord, { params: { caseId: place.caseId, recordId } }),
    (tx) => tx.query(`update records set state = 'ready' where id = $1`, [recordId]),
  );
  expect(answer.status).toBeLessThan(300);
});

test('a link is made while somebody comments on its version: neither waits for the other', async () => {
  const place = await world.draft();
  await world.bring(place, 'setup_in_production');
  const { id: setupId } = await deliverVersion(world, place, { recordId: await setupFile(world, place) });
  await world.app.platform.database.worker.transaction(async (tx) => {
    holdVersion(tx, setupId);
    await tx.query('select');
    const made = await world.browsers.member.call(makePatientLink, {
      params: { caseId: place.caseId, setupId },
      body: {},
    });
    expect(made.link.version).toBe(1);
    await tx.query('select touch_case($1, $2)', [place.caseId, tx.now]);
  });
});
