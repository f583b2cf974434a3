import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { withdrawSetup } from '#contract/orders.ts';
import { addSetupComment } from '#contract/setup-comments.ts';
import { newId } from '#platform/ids.ts';
import { addOrder, type CaseWorld, makeCaseWorld, type Who } from '../cases/testing/case-world.ts';
import { type Reviewed, reviewedCase } from './testing/reviewed-case.ts';

/** The second wall alone: statements as the application would send them had it forgotten to ask. */
let world: CaseWorld;
beforeAll(async () => {
  world = await makeCaseWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

const asked = (name: Who, text: string, values: readonly unknown[]) =>
  world.app.platform.database.app.transaction(async (tx) => {
    await tx.actAs(world.people[name].id);
    return tx.query<Record<string, unknown>>(text, values);
  });

async function write(name: Who, made: Reviewed, audience: 'internal' | 'laboratory'): Promise<string> {
  const params = { caseId: made.caseId, setupId: made.setupId };
  const body = { text: 'x', audience, clientId: newId() };
  return (await world.browsers[name].call(addSetupComment, { params, body })).id;
}

const insert = (name: Who, made: Reviewed, given: { side: string; thread?: string; by?: Who; caseId?: string }) =>
  asked(
    name,
    `insert into setup_comments (id, case_id, setup_id, thread_id, laboratory_number, account_id, name, side, audience, written_at, body)
     values ($1, $2, $3, $4, $5, $6, 'N', $7, 'laboratory', now(), 'x') returning id`,
    [
      newId(),
      given.caseId ?? made.caseId,
      made.setupId,
      given.thread ?? null,
      given.thread ? null : 400,
      world.people[given.by ?? name].id,
      given.side,
    ],
  );

describe('without the application asking, the database', () => {
  test('shows a laboratory no internal comment, another laboratory of the case none at all, other practices none', async () => {
    const made = await reviewedCase(world);
    await addOrder(world, made.caseId, { kind: 'retainer', laboratory: world.otherLab });
    await write('desk', made, 'internal');
    const shared = await write('desk', made, 'laboratory');
    const seen = async (name: Who) =>
      (await asked(name, 'select id from setup_comments where case_id = $1', [made.caseId])).map(({ id }) => id);
    expect(await seen('technician')).toEqual([shared]);
    for (const name of ['otherLabManager', 'southAdmin', 'outsider'] as const) expect(await seen(name)).toEqual([]);
    expect(await seen('second')).toHaveLength(2);
  });

  test('lets nobody write for the other side, in another’s name, under another case, or answer what they can’t read', async () => {
    const [made, other] = [await reviewedCase(world), await reviewedCase(world)];
    const internal = await write('desk', made, 'internal');
    const refused = /row-level security/;
    await expect(insert('technician', made, { side: 'provider_side' })).rejects.toThrow(refused);
    await expect(insert('desk', made, { side: 'laboratory' })).rejects.toThrow(refused);
    await expect(insert('desk', made, { side: 'provider_side', by: 'provider' })).rejects.toThrow(refused);
    await expect(insert('desk', made, { side: 'provider_side', caseId: other.caseId })).rejects.toThrow(refused);
    await expect(insert('technician', made, { side: 'laboratory', thread: internal })).rejects.toThrow(refused);
    await expect(insert('otherLabManager', made, { side: 'laboratory' })).rejects.toThrow(refused);
    expect(await insert('technician', made, { side: 'laboratory' })).toHaveLength(1);
  });

  test('lets a laboratory change its own comments alone', async () => {
    const made = await reviewedCase(world);
    const ours = await write('desk', made, 'laboratory');
    const theirs = await write('technician', made, 'laboratory');
    const change = (name: Who, id: string) =>
      asked(name, `update setup_comments set body = 'changed' where id = $1 returning id`, [id]);
    expect(await change('technician', ours)).toEqual([]);
    expect(await change('labManager', theirs)).toEqual([]);
    expect(await change('technician', theirs)).toHaveLength(1);
  });

  test('shows nobody a comment on a version that was withdrawn, and takes no further one', async () => {
    const made = await reviewedCase(world);
    await write('technician', made, 'laboratory');
    await world.browsers.technician.call(withdrawSetup, {
      params: { caseId: made.caseId, orderId: made.orderId },
      body: { version: 1, reason: 'Wrong file' },
    });
    for (const name of ['technician', 'provider'] as const)
      expect(await asked(name, 'select id from setup_comments where case_id = $1', [made.caseId])).toEqual([]);
    await expect(insert('desk', made, { side: 'provider_side' })).rejects.toThrow(/row-level security/);
    expect(await asked('desk', 'select next_comment_number($1, false) as next', [made.setupId])).toEqual([
      { next: null },
    ]);
  });
});
