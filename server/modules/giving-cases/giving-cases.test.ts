import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { markPrivate, moveCase, viewCase } from '#contract/cases.ts';
import * as contract from '#contract/giving-cases.ts';
import { newId } from '#platform/ids.ts';
import { addCase, type MadeCase, of, type Who } from '../cases/testing/case-world.ts';
import {
  active,
  add,
  type CaseWorld,
  makeCollaboratorWorld,
  seenBy,
  tick,
} from '../collaborators/testing/collaborator-world.ts';
import { openLiveEvents } from '../team/testing/live-events.ts';
import { workActs } from './work-acts.ts';

let world: CaseWorld;
let cora: Awaited<ReturnType<typeof active>>;
let carl: Awaited<ReturnType<typeof active>>;

beforeAll(async () => {
  world = await makeCollaboratorWorld(inject('postgresUrl'));
  await tick(world);
  cora = await active(world);
  carl = await active(world, { grants: ['prices'], practices: [world.north.id] });
});
afterAll(() => world?.stop());

const dialog = (name: Who, made: MadeCase) => world.browsers[name].call(contract.viewGivings, of(made));
const save = (name: Who, made: MadeCase, body: { give?: string[]; take?: string[]; earlierMessages?: boolean }) =>
  world.browsers[name].try(contract.saveGivings, { ...of(made), body });
const code = async (answer: Promise<{ status: number; problem: { code: string } }>) => (await answer).problem?.code;
const toGive = (collaborationId: string) => ({ params: { practiceId: world.north.id, collaborationId } });
const giveMany = (name: Who, collaborationId: string, body: Record<string, unknown>) =>
  world.browsers[name].try(contract.giveManyCases, {
    ...toGive(collaborationId),
    body: { act: 'give', clientId: newId(), ...body } as never,
  });

describe('giving one case', () => {
  test('isn’t there for who doesn’t see the case, nor for collaborators and laboratories', async () => {
    const made = await addCase(world);
    await save('provider', made, { give: [cora.id] });
    for (const name of ['southAdmin', 'manager', 'outsider', 'otherLabManager'] as const)
      expect(await world.browsers[name].refusal(contract.viewGivings, of(made))).toBe('not_found');
    expect(await world.browsers.labManager.refusal(contract.viewGivings, of(made))).toBe('not_allowed');
    expect(await cora.browser.refusal(contract.viewGivings, of(made))).toBe('not_allowed');
    expect(await cora.browser.refusal(contract.viewWhoSees, of(made))).toBe('not_allowed');
    expect(await cora.browser.refusal(contract.saveGivings, { ...of(made), body: { give: [carl.id] } })).toBe(
      'not_allowed',
    );
  });

  test('is the provider’s and an Admin’s; other members see to whom it is given', async () => {
    const made = await addCase(world);
    expect(await code(save('desk', made, { give: [cora.id] }))).toBe('not_allowed');
    expect(await code(save('second', made, { give: [cora.id] }))).toBe('not_allowed');
    expect((await save('admin', made, { give: [cora.id] })).status).toBe(204);
    const seen = await dialog('desk', made);
    expect(seen.mayGive).toBe(false);
    expect(seen.collaborators.find(({ collaborationId }) => collaborationId === cora.id)?.given?.by).toBe(
      'Admin Tester',
    );
    expect(await seenBy(world, cora.person, [made])).toEqual([made.number]);
  });

  test('opens the case at once and taking it away closes it at once, in the open page too', async () => {
    const made = await addCase(world);
    expect(await cora.browser.refusal(viewCase, of(made))).toBe('not_found');
    const live = await openLiveEvents(cora.browser);
    await save('provider', made, { give: [cora.id] });
    await live.next('case_changed');
    live.messages.length = 0;
    expect((await cora.browser.call(viewCase, of(made))).row.collaboratorStatus).toBe('awaiting');
    await save('provider', made, { take: [cora.id] });
    expect(await cora.browser.refusal(viewCase, of(made))).toBe('not_found');
    await live.next('case_changed');
    live.close();
    expect((await world.browsers.desk.call(viewCase, of(made))).row.collaboratorStatus).toBe('none');
  });

  test('is all of what was toggled or nothing', async () => {
    const made = await addCase(world);
    await save('provider', made, { give: [carl.id] });
    expect(await code(save('provider', made, { give: [cora.id, newId()], take: [carl.id] }))).toBe(
      'collaboration_over',
    );
    expect(await seenBy(world, carl.person, [made])).toEqual([made.number]);
    expect(await seenBy(world, cora.person, [made])).toEqual([]);
    expect((await save('provider', made, { give: [cora.id], take: [carl.id] })).status).toBe(204);
    expect(await seenBy(world, carl.person, [made])).toEqual([]);
    expect(await seenBy(world, cora.person, [made])).toEqual([made.number]);
  });

  test('gives nothing that is not to be shared, and the mark takes it from everybody', async () => {
    const made = await addCase(world);
    await save('provider', made, { give: [cora.id] });
    await world.browsers.provider.call(markPrivate, { ...of(made), body: { notShared: true } });
    expect(await cora.browser.refusal(viewCase, of(made))).toBe('not_found');
    expect(await code(save('provider', made, { give: [cora.id] }))).toBe('case_not_to_be_shared');
    await world.browsers.provider.call(markPrivate, { ...of(made), body: { notShared: false } });
    expect((await dialog('provider', made)).collaborators.every(({ given }) => given === null)).toBe(true);
  });

  test('isn’t offered where the collaboration isn’t for the practice, and moving there takes the case away', async () => {
    const made = await addCase(world);
    await save('provider', made, { give: [carl.id, cora.id] });
    await world.browsers.both.call(moveCase, { ...of(made), body: { practiceId: world.south.id } });
    expect(await seenBy(world, carl.person, [made])).toEqual([]);
    expect(await seenBy(world, cora.person, [made])).toEqual([made.number]);
    const offered = (await dialog('provider', made)).collaborators.map(({ collaborationId }) => collaborationId);
    expect(offered).toEqual([cora.id]);
    expect(await code(save('provider', made, { give: [carl.id] }))).toBe('collaboration_over');
  });

  test('shows nothing to somebody who hasn’t accepted, and everything given from the moment of accepting', async () => {
    const made = await addCase(world);
    const person = await world.person({ firstName: 'Wanda', lastName: 'Waiting' });
    const waiting = await add(world, person.email);
    await save('provider', made, { give: [waiting.id] });
    expect(await seenBy(world, person, [made])).toEqual([]);
    expect((await world.browsers.desk.call(viewCase, of(made))).row.collaborators).toBe(0);
  });
});

describe('after a hand-over', () => {
  async function handedOver() {
    const made = await addCase(world);
    await save('provider', made, { give: [cora.id, carl.id] });
    await world.sql('update cases set practitioner_id = $2 where id = $1', [made.caseId, world.practitioners.second]);
    return made;
  }

  test('collaborators stay, waiting to be confirmed by the new provider alone', async () => {
    const made = await handedOver();
    expect(await seenBy(world, cora.person, [made])).toEqual([made.number]);
    const shown = await dialog('second', made);
    expect(shown.collaborators.map(({ toConfirm }) => toConfirm)).toEqual([true, true]);
    for (const name of ['provider', 'admin', 'desk'] as const)
      expect(
        await world.browsers[name].refusal(contract.confirmGivings, { ...of(made), body: { confirm: [cora.id] } }),
      ).toBe('not_allowed');
  });

  test('each is confirmed, with what was granted before, or ended; nothing is confirmed without consent', async () => {
    const made = await handedOver();
    const answer = { ...of(made), body: { confirm: [carl.id], end: [cora.id] } };
    expect(await world.browsers.second.refusal(contract.confirmGivings, answer)).toBe('consent_needed');
    expect(await seenBy(world, cora.person, [made])).toEqual([made.number]);
    await tick(world, 'second');
    await world.browsers.second.call(contract.confirmGivings, answer);
    expect(await seenBy(world, cora.person, [made])).toEqual([]);
    expect(await seenBy(world, carl.person, [made])).toEqual([made.number]);
    const kept = (await dialog('second', made)).collaborators.filter(({ given }) => given);
    expect(kept.map(({ grants, toConfirm }) => [grants, toConfirm])).toEqual([[['prices'], false]]);
    expect(kept[0]!.collaborationId).not.toBe(carl.id);
  });

  test('a new provider who was a collaborator on the case stops being one', async () => {
    const made = await addCase(world);
    const colleague = await active(world, {}, world.people.second);
    await save('provider', made, { give: [colleague.id] });
    await world.sql('update cases set practitioner_id = $2 where id = $1', [made.caseId, world.practitioners.second]);
    const [row] = await world.sql('select taken_because from case_collaborators where case_id = $1', [made.caseId]);
    expect(row).toEqual({ taken_because: 'handed_over' });
  });
});

describe('who can see a case', () => {
  test('is everybody who can, with why, and nobody else', async () => {
    const made = await addCase(world);
    await save('provider', made, { give: [carl.id] });
    const { viewers } = await world.browsers.desk.call(contract.viewWhoSees, of(made));
    const told = viewers.map(({ name, because }) => `${name}: ${because.join(' ')}`);
    expect(told).toEqual([
      'Provider Tester: provider practice_member',
      'Admin Tester: practice_admin practice_member',
      'Both Tester: practice_admin practice_member',
      'Desk Tester: practice_member',
      'Second Tester: practice_member',
      'Cora Active: collaborator grant_prices',
      'Clear Lab: laboratory_manager',
    ]);
  });
});

describe('Manage Collaborators', () => {
  test('is for one’s own collaborators, and for an Admin all of the practice; nobody else gives or looks', async () => {
    const list = (name: Who) =>
      world.browsers[name].call(contract.listCollaborationsToGive, { params: { practiceId: world.north.id } });
    expect((await list('provider')).collaborations.map(({ provider }) => provider.you)).toContain(true);
    expect((await list('admin')).collaborations.length).toBeGreaterThanOrEqual(2);
    expect((await list('desk')).collaborations).toEqual([]);
    expect(await world.browsers.desk.refusal(contract.listCasesToGive, toGive(cora.id))).toBe('not_found');
    expect(await code(giveMany('desk', cora.id, { cases: { ids: [newId()] } }))).toBe('not_found');
    expect(await world.browsers.southAdmin.refusal(contract.listCasesToGive, toGive(cora.id))).toBe('not_found');
    expect(
      await world.browsers.southAdmin.refusal(contract.listCollaborationsToGive, {
        params: { practiceId: world.north.id },
      }),
    ).toBe('not_found');
  });

  test('lists the provider’s cases with whether each is given, by the filters of Manage Orders, and counts them', async () => {
    const lastName = 'Zwiebelmann';
    const made = [
      await addCase(world, { lastName }),
      await addCase(world, { lastName }),
      await addCase(world, { lastName }),
    ];
    await addCase(world, { lastName, provider: world.practitioners.second });
    await world.sql('update cases set not_shared = true where id = $1', [made[2]!.caseId]);
    await world.sql('select refresh_case($1)', [made[2]!.caseId]);
    await save('provider', made[0]!, { give: [cora.id] });
    const listed = async (query: Record<string, string>) =>
      (
        await world.browsers.provider.call(contract.listCasesToGive, {
          ...toGive(cora.id),
          query: { search: 'zwieb', sort: 'number', direction: 'ascending', ...query } as never,
        })
      ).rows.map(({ number, given }) => [number, given]);
    expect(await listed({})).toEqual([
      [made[0]!.number, true],
      [made[1]!.number, false],
      [made[2]!.number, false],
    ]);
    expect(await listed({ given: 'yes' })).toEqual([[made[0]!.number, true]]);
    expect((await listed({ given: 'no' })).length).toBe(2);
    expect(
      await world.browsers.admin.call(contract.countCasesToGive, { ...toGive(cora.id), query: { search: 'zwieb' } }),
    ).toEqual({ fitting: 3, given: 1, notShared: 1 });
  });

  test('gives what was ticked and counts what was left out; sent twice it is one act', async () => {
    const mine = [await addCase(world), await addCase(world)];
    const kept = await addCase(world);
    await world.sql('update cases set not_shared = true where id = $1', [kept.caseId]);
    const foreign = await addCase(world, { provider: world.practitioners.second });
    const body = {
      cases: { ids: [...mine, kept, foreign].map(({ caseId }) => caseId) },
      clientId: newId(),
    };
    for (let sent = 0; sent < 2; sent += 1) {
      const answer = await giveMany('provider', cora.id, body);
      expect(answer.reply).toMatchObject({ state: 'done', changed: 2, unchanged: 0, notShared: 1, notTheirs: 1 });
    }
    expect(await seenBy(world, cora.person, [...mine, kept, foreign])).toEqual(mine.map(({ number }) => number));
  });

  test('gives all that fit, more than a request waits for, in one act with progress, and takes them away again', {
    timeout: 60_000,
  }, async () => {
    const lastName = 'Vielfach';
    const made: MadeCase[] = [];
    for (let n = 0; n < 205; n += 1) made.push(await addCase(world, { lastName }));
    const events = await openLiveEvents(cora.browser);
    const whole = async (act: 'give' | 'take') => {
      const fitting = { search: 'vielf', ...(act === 'take' ? { given: 'yes' } : {}) };
      const answer = await giveMany('provider', cora.id, { act, cases: { fitting, except: [made[0]!.caseId] } });
      expect(answer.reply).toMatchObject({ state: 'waiting', act });
      await events.next('case_changed');
      events.messages.length = 0;
      const { id } = answer.reply as { id: string };
      return world.browsers.provider.call(contract.viewGiving, {
        params: { ...toGive(cora.id).params, givingId: id },
      });
    };
    expect(await whole('give')).toMatchObject({ state: 'done', chosen: 204, worked: 204, changed: 204 });
    expect((await seenBy(world, cora.person, made)).length).toBe(204);
    expect(await whole('take')).toMatchObject({ state: 'done', changed: 204 });
    expect(await seenBy(world, cora.person, made)).toEqual([]);
    events.close();
  });

  test('an act that is cut off midway leaves nothing behind, and is worked again as a whole', async () => {
    const made = await addCase(world);
    const chosen = JSON.stringify({ ids: [made.caseId] });
    const insert = `insert into givings (id, practice_id, collaboration_id, account_id, act, chosen, earlier_messages, asked_at)
       values ($1, $2, $3, $4, 'give', $5, false, now())`;
    const values = [newId(), world.north.id, cora.id, world.people.provider.id, chosen];
    const cut = new Error('cut off');
    const work = workActs(world.app.platform);
    await world.app.platform.database.worker
      .transaction(async (tx) => {
        await tx.query(insert, values);
        await work(tx);
        const rows = await tx.query('select 1 from case_rows where viewer_id = $1 and case_id = $2', [
          cora.person.id,
          made.caseId,
        ]);
        expect(rows.length).toBe(1);
        throw cut;
      })
      .catch((error: unknown) => expect(error).toBe(cut));
    expect(await seenBy(world, cora.person, [made])).toEqual([]);
    const events = await openLiveEvents(cora.browser);
    await world.sql(insert, values);
    await events.next('case_changed');
    events.close();
    expect(await seenBy(world, cora.person, [made])).toEqual([made.number]);
  });

  test('holds back nobody’s live events while it is worked', async () => {
    const made = await addCase(world);
    const events = await openLiveEvents(world.browsers.desk);
    await world.app.platform.database.worker
      .transaction(async (tx) => {
        await tx.query(
          `insert into givings (id, practice_id, collaboration_id, account_id, act, chosen, earlier_messages, asked_at)
           values ($1, $2, $3, $4, 'give', $5, false, now())`,
          [newId(), world.north.id, cora.id, world.people.provider.id, JSON.stringify({ ids: [made.caseId] })],
        );
        await workActs(world.app.platform)(tx);
        const other = await addCase(world);
        await world.browsers.provider.call(markPrivate, { ...of(other), body: { notShared: true } });
        await events.next('case_changed');
        throw new Error('cut off');
      })
      .catch((error: Error) => expect(error.message).toBe('cut off'));
    events.close();
  });

  test('all future cases too is a switch of its own', async () => {
    const body = (futureCases: boolean) => ({ ...toGive(carl.id), body: { futureCases } });
    expect(await world.browsers.desk.refusal(contract.setFutureCases, body(true))).toBe('not_found');
    await world.browsers.provider.call(contract.setFutureCases, body(true));
    const begun = await addCase(world);
    expect(await seenBy(world, carl.person, [begun])).toEqual([begun.number]);
    await world.browsers.provider.call(contract.setFutureCases, body(false));
    const later = await addCase(world);
    expect(await seenBy(world, carl.person, [later])).toEqual([]);
  });
});

test('new texts: what was given stays, nothing new is given', async () => {
  const made = await addCase(world);
  const before = await addCase(world);
  await save('provider', before, { give: [cora.id] });
  await world.sql(
    `insert into consent_texts (group_id, kind, version, bodies, written_by, written_name, written_at) values ($1, 'terms', 2, '{}', $2, 'x', now())`,
    [world.theGroup.id, world.people.manager.id],
  );
  expect(await code(save('provider', made, { give: [cora.id] }))).toBe('consent_needed');
  expect(await code(giveMany('provider', cora.id, { cases: { ids: [made.caseId] } }))).toBe('consent_needed');
  expect(await seenBy(world, cora.person, [made, before])).toEqual([before.number]);
  expect((await save('provider', before, { take: [cora.id] })).status).toBe(204);
});
