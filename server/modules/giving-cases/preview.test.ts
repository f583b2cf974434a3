import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { viewCase, viewHistory } from '#contract/cases.ts';
import * as contract from '#contract/giving-cases.ts';
import { listRecords } from '#contract/records.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { addCase, type MadeCase, of } from '../cases/testing/case-world.ts';
import {
  active,
  add,
  type CaseWorld,
  makeCollaboratorWorld,
  seenBy,
  tick,
} from '../collaborators/testing/collaborator-world.ts';

let world: CaseWorld;
let cora: Awaited<ReturnType<typeof active>>;
let made: MadeCase;

beforeAll(async () => {
  world = await makeCollaboratorWorld(inject('postgresUrl'));
  await tick(world);
  cora = await active(world, { grants: ['prices'] });
  made = await addCase(world);
});
afterAll(() => world?.stop());

/** A read of the case as somebody else would get it; `null` where it is refused, with the code. */
async function look(browser: TestBrowser, viewer: string, path = '', method = 'GET') {
  const answer = await browser.fetch(`/api/cases/${made.caseId}${path}?seenAs=${encodeURIComponent(viewer)}`, {
    method,
  });
  const body = (await answer.json()) as Record<string, unknown> & { code?: string };
  return { status: answer.status, code: body.code, body };
}

/** But for since when: that is the moment of looking before anything is given. */
const without = (view: Record<string, unknown>) =>
  JSON.parse(JSON.stringify(view), (key, value) => (key === 'since' ? null : value)) as Record<string, unknown>;

describe('seeing a case as somebody else', () => {
  test('is for members of the practice: neither for collaborators, laboratories nor anybody else', async () => {
    const viewer = `account:${world.people.desk.id}`;
    for (const name of ['outsider', 'manager', 'southAdmin', 'otherLabManager'] as const)
      expect((await look(world.browsers[name], viewer)).code).toBe('not_found');
    expect((await look(world.browsers.labManager, viewer)).code).toBe('not_allowed');
    await world.browsers.provider.call(contract.saveGivings, { ...of(made), body: { give: [cora.id] } });
    expect((await look(cora.browser, viewer)).code).toBe('not_allowed');
    await world.browsers.provider.call(contract.saveGivings, { ...of(made), body: { take: [cora.id] } });
  });

  test('finds nobody who doesn’t see it, nor a collaboration of another provider', async () => {
    const desk = world.browsers.desk;
    expect((await look(desk, `account:${world.people.outsider.id}`)).code).toBe('not_found');
    expect((await look(desk, `account:${cora.person.id}`)).code).toBe('not_found');
    expect((await look(desk, `laboratory:${world.otherLab.id}`)).code).toBe('not_found');
    expect((await look(desk, `collaboration:${made.caseId}`)).code).toBe('not_found');
    expect((await look(desk, 'account:everybody')).code).toBe('not_found');
  });

  test('before saving, shows exactly what a collaborator gets once the case is given, and gives nothing', async () => {
    const before = await look(world.browsers.provider, `collaboration:${cora.id}`);
    expect(before.status).toBe(200);
    expect(await seenBy(world, cora.person, [made])).toEqual([]);
    expect(
      await world.sql('select 1 from case_collaborators where case_id = $1 and taken_at is null', [made.caseId]),
    ).toEqual([]);
    await world.browsers.provider.call(contract.saveGivings, { ...of(made), body: { give: [cora.id] } });
    const real = await cora.browser.call(viewCase, of(made));
    expect(without(before.body)).toEqual(without(real as unknown as Record<string, unknown>));
    expect(real.standings).toEqual(['collaborator', 'grant_prices']);
    const files = await look(world.browsers.provider, `account:${cora.person.id}`, `/orders/${made.orderId}/records`);
    const own = { params: { caseId: made.caseId, orderId: made.orderId } };
    expect(files.body).toEqual(await cora.browser.call(listRecords, own));
  });

  test('shows the laboratory its own page, and a colleague theirs', async () => {
    const laboratory = await look(world.browsers.provider, `laboratory:${world.lab.id}`);
    expect(without(laboratory.body)).toEqual(
      without((await world.browsers.labManager.call(viewCase, of(made))) as never),
    );
    const history = await look(world.browsers.provider, `laboratory:${world.lab.id}`, '/history');
    expect(history.body).toEqual(await world.browsers.labManager.call(viewHistory, of(made)));
    const desk = await look(world.browsers.provider, `account:${world.people.desk.id}`);
    expect(without(desk.body)).toEqual(without((await world.browsers.desk.call(viewCase, of(made))) as never));
  });

  test('shows what somebody who hasn’t even registered will see, and registers nobody', async () => {
    const waiting = await add(world, 'nobody-yet@outside.example');
    const shown = await look(world.browsers.admin, `collaboration:${waiting.id}`);
    expect(shown.body['standings']).toEqual(['collaborator']);
    const [row] = await world.sql<{ accepted_at: Date | null; account_id: string | null }>(
      'select accepted_at, account_id from collaborations where id = $1',
      [waiting.id],
    );
    expect(row).toEqual({ accepted_at: null, account_id: null });
    expect(await world.sql(`select 1 from accounts where email like '%@preview.invalid'`)).toEqual([]);
  });

  test('changes nothing: whatever writes is refused, and a preview that isn’t undone can’t be committed', async () => {
    const viewer = `account:${world.people.provider.id}`;
    const sent = await world.browsers.admin.fetch(`/api/cases/${made.caseId}/private?seenAs=${viewer}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"notShared":true}',
    });
    expect([sent.status, ((await sent.json()) as { code: string }).code]).toEqual([403, 'preview_changes_nothing']);
    const waiting = await add(world, 'kept@outside.example');
    await expect(
      world.app.platform.database.app.transaction(async (tx) => {
        await tx.actAs(world.people.provider.id);
        await tx.query('select * from begin_preview($1, $2, $3, $4)', [
          made.caseId,
          'collaboration',
          waiting.id,
          tx.now,
        ]);
      }),
    ).rejects.toThrow();
  });

  test('is recorded as the real person’s look, with as whom', async () => {
    await look(world.browsers.desk, `laboratory:${world.lab.id}`);
    const [entry] = await world.sql<Record<string, unknown>>(
      `select account_id, action, permission, reads, subject_id, facts::text as facts from audit_entries where action = 'seeCaseAs' order by at desc, id desc limit 1`,
    );
    expect(entry).toMatchObject({
      account_id: world.people.desk.id,
      permission: 'case.see_as',
      reads: true,
      subject_id: made.caseId,
    });
    expect(entry!['facts']).toContain('Clear Lab');
  });
});
