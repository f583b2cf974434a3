import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { markPrivate, moveCase, moveCaseByNumber, viewCase, viewHistory } from '#contract/cases.ts';
import { viewPatient } from '#contract/patients.ts';
import { newId } from '#platform/ids.ts';
import { addCase, addOrder, type CaseWorld, makeCaseWorld, of, type Who } from './testing/case-world.ts';

let world: CaseWorld;

beforeAll(async () => {
  world = await makeCaseWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

const seenBy = (name: Who, made: { caseId: string }) => world.browsers[name].call(viewCase, of(made));

describe('a case', () => {
  test('isn’t there for other practices, other laboratories, other groups and mere managers', async () => {
    const made = await addCase(world);
    for (const name of ['southAdmin', 'manager', 'otherLabManager', 'outsider'] as const) {
      expect([name, await world.browsers[name].refusal(viewCase, of(made))]).toEqual([name, 'not_found']);
      expect([name, await world.browsers[name].refusal(viewHistory, of(made))]).toEqual([name, 'not_found']);
      const mark = { ...of(made), body: { notShared: true } };
      expect([name, await world.browsers[name].refusal(markPrivate, mark)]).toEqual([name, 'not_found']);
    }
    expect(await world.browsers.admin.refusal(viewCase, of({ caseId: newId() }))).toBe('not_found');
  });

  test('of which only a draft exists isn’t there for its laboratory', async () => {
    const made = await addCase(world, { category: 'draft' });
    expect(await world.browsers.labManager.refusal(viewCase, of(made))).toBe('not_found');
  });

  test('shows the practice row, patient, people with their standing, and what may be done', async () => {
    const made = await addCase(world, { category: 'setup_awaiting_approval' });
    await world.sql(
      'insert into submitters (practice_id, practitioner_id, account_id, given_at) values ($1, $2, $3, now())',
      [world.north.id, world.practitioners.provider, world.people.desk.id],
    );
    const seen = await seenBy('provider', made);
    expect(viewCase.reply.safeParse(seen).error).toBeUndefined();
    expect(seen.row).toMatchObject({
      number: made.number,
      status: 'action_needed',
      category: 'setup_awaiting_approval',
      turn: 'provider',
      yourTurn: true,
      provider: { name: 'Provider Tester', you: true },
      needsProvider: false,
    });
    expect(seen.patient).toMatchObject({ firstName: 'Mia', birthDate: '2010-03-04', sex: 'female' });
    expect(seen.people.map(({ name, standing }) => [name, standing])).toEqual([
      ['Provider Tester', 'provider'],
      ['Desk Tester', 'submitter'],
      ['Admin Tester', 'practice_admin'],
      ['Both Tester', 'practice_admin'],
      ['Second Tester', 'practice_member'],
    ]);
    expect(seen.may).toContain('order.approve');
    const bySecond = await seenBy('second', made);
    expect([bySecond.row.yourTurn, bySecond.may.includes('order.approve')]).toEqual([false, false]);
    expect((await seenBy('desk', made)).may).toContain('order.submit');
    await world.sql('delete from submitters');
  });

  test('shows a laboratory only what was sent to it', async () => {
    const made = await addCase(world);
    await addOrder(world, made.caseId, { kind: 'retainer', laboratory: world.otherLab });
    await addOrder(world, made.caseId, { kind: 'replacement', category: 'draft' });
    await world.sql(
      `insert into hand_overs (id, case_id, practice_id, to_practitioner_id, to_account_id, offered_by, offered_name, offered_at)
       values ($1, $2, $3, $4, $5, $6, 'Admin Tester', now())`,
      [newId(), made.caseId, world.north.id, world.practitioners.second, world.people.second.id, world.people.admin.id],
    );
    const history = (orderId: string | null, event: string, minutes: number) =>
      world.sql(`insert into case_history (id, case_id, order_id, at, name, event) values ($1, $2, $3, $4, 'N', $5)`, [
        newId(),
        made.caseId,
        orderId,
        new Date(world.clock.now().getTime() + minutes * 60_000),
        event,
      ]);
    await history(made.orderId, 'before_it_was_sent', -5);
    await history(made.orderId, 'accept', 5);
    await history(null, 'hand_over', 6);
    const seen = await seenBy('technician', made);
    expect(viewCase.reply.safeParse(seen).error).toBeUndefined();
    expect(seen.row.orders.map(({ kind }) => kind)).toEqual(['aligner']);
    expect(seen.handOver).toBeNull();
    expect(seen.people.map(({ name, standing }) => [name, standing])).toEqual([
      ['Provider Tester', 'provider'],
      ['LabManager Tester', 'laboratory_manager'],
      ['Technician Tester', 'technician'],
    ]);
    expect(seen.may).not.toContain('order.submit');
    const events = async (name: Who) =>
      (await world.browsers[name].call(viewHistory, of(made))).entries.map(({ event }) => event);
    expect(await events('labManager')).toEqual(['accept']);
    expect(await events('desk')).toEqual(['hand_over', 'accept', 'before_it_was_sent']);
    const own = await seenBy('second', made);
    expect(own.handOver).toMatchObject({ toYou: true, to: 'Second Tester', offeredBy: 'Admin Tester' });
    expect((await seenBy('desk', made)).row.orders).toHaveLength(3);
  });

  test('tells what of its package is used', async () => {
    const made = await addCase(world, { category: 'in_treatment' });
    const limits = { name: 'ONE', stages: 24, revisions: 1, retainerSets: 1, months: 12 };
    await world.sql(`update cases set package = $2, package_chosen_at = '2026-01-31T10:00:00Z' where id = $1`, [
      made.caseId,
      JSON.stringify(limits),
    ]);
    await addOrder(world, made.caseId, { kind: 'revision', category: 'completed' });
    await addOrder(world, made.caseId, { kind: 'revision', category: 'cancelled' });
    await addOrder(world, made.caseId, { kind: 'retainer', category: 'draft' });
    const seen = await seenBy('labManager', made);
    expect(viewCase.reply.safeParse(seen).error).toBeUndefined();
    expect(seen.package).toMatchObject({
      ...limits,
      expiresOn: '2027-01-31',
      used: { stages: 0, revisions: 1, retainerSets: 0 },
    });
  });
});

describe('marking a case private', () => {
  test('is for provider and Admin; it stands in the history', async () => {
    const made = await addCase(world);
    const body = { notShared: true };
    for (const name of ['desk', 'second', 'labManager'] as const) {
      expect(await world.browsers[name].refusal(markPrivate, { ...of(made), body })).toBe('not_allowed');
    }
    await world.browsers.provider.call(markPrivate, { ...of(made), body });
    await world.browsers.provider.call(markPrivate, { ...of(made), body });
    expect((await seenBy('desk', made)).row.notShared).toBe(true);
    const { entries } = await world.browsers.desk.call(viewHistory, of(made));
    expect(entries).toMatchObject([
      { event: 'mark_private', by: 'Provider Tester', actedAs: 'provider', orderId: null },
    ]);
  });
});

describe('moving a case', () => {
  const to = (made: { caseId: string }, practiceId: string) => ({ ...of(made), body: { practiceId } });

  test('is refused to who isn’t Admin of both, and to a practice outside the group', async () => {
    const made = await addCase(world);
    const elsewhere = await world.practice(await world.group());
    for (const name of ['provider', 'desk', 'labManager'] as const) {
      expect(await world.browsers[name].refusal(moveCase, to(made, world.south.id))).toBe('not_allowed');
    }
    expect(await world.browsers.southAdmin.refusal(moveCase, to(made, world.south.id))).toBe('not_found');
    // Admin of North alone doesn't see whether South is there.
    expect(await world.browsers.admin.refusal(moveCase, to(made, world.south.id))).toBe('practice_not_in_group');
    for (const wrong of [elsewhere.id, world.lab.id, newId()])
      expect(await world.browsers.both.refusal(moveCase, to(made, wrong))).toBe('practice_not_in_group');
    const user = await world.person();
    await world.member(world.north, user, 'owner_manager');
    await world.member(world.south, user, 'front_desk');
    expect(await (await world.as(user)).refusal(moveCase, to(made, world.south.id))).toBe('not_admin_of_both');
    await world.sql('update practices set second_factor_required = true where id = $1', [world.south.id]);
    await world.sql('update sessions set second_factor_at = null where account_id = $1', [world.people.both.id]);
    expect(await world.browsers.both.refusal(moveCase, to(made, world.south.id))).toBe('second_factor_required');
    await world.sql('update practices set second_factor_required = false where id = $1', [world.south.id]);
  });

  test('takes it from the former practice at once, and its provider stays behind', async () => {
    const made = await addCase(world);
    await world.browsers.both.call(moveCase, to(made, world.south.id));
    for (const name of ['provider', 'admin', 'desk'] as const)
      expect(await world.browsers[name].refusal(viewCase, of(made))).toBe('not_found');
    const patient = { params: { practiceId: world.north.id, patientId: made.patientId } };
    expect(await world.browsers.desk.refusal(viewPatient, patient)).toBe('not_found');
    const seen = await seenBy('southAdmin', made);
    expect(seen.row).toMatchObject({ practice: 'South', needsProvider: true, provider: null });
    const { entries } = await world.browsers.southAdmin.call(viewHistory, of(made));
    expect(entries).toMatchObject([
      { event: 'move', by: 'Both Tester', actedAs: 'practice_admin', facts: { from: 'North', to: 'South' } },
    ]);
    expect((await seenBy('labManager', made)).row.practice).toBe('South');
    const log = await world.sql('select 1 from audit_entries where action = $1 and subject_id = $2', [
      'moveCase',
      made.caseId,
    ]);
    expect(log).toHaveLength(2);
  });

  test('two who move it at once leave it in one place, with one history', async () => {
    const made = await addCase(world);
    const answers = await Promise.all([
      world.browsers.both.try(moveCase, to(made, world.south.id)),
      world.browsers.manager.try(moveCase, to(made, world.south.id)),
    ]);
    expect(answers.every(({ status }) => [204, 404, 403].includes(status))).toBe(true);
    expect((await seenBy('southAdmin', made)).row.practice).toBe('South');
    const { entries } = await world.browsers.southAdmin.call(viewHistory, of(made));
    expect(entries.map(({ event }) => event)).toEqual(['move']);
  });

  test('a manager of the group moves one by its number, and still doesn’t see it', async () => {
    const made = await addCase(world);
    const params = { groupId: world.theGroup.id };
    const body = { number: made.number, practiceId: world.south.id };
    expect(await world.browsers.both.refusal(moveCaseByNumber, { params, body })).toBe('not_found');
    expect(await world.browsers.outsider.refusal(moveCaseByNumber, { params, body })).toBe('not_found');
    const call = (more: object) =>
      world.browsers.manager.refusal(moveCaseByNumber, { params, body: { ...body, ...more } });
    expect(await call({ number: 1 })).toBe('case_unknown');
    expect(await call({ practiceId: world.lab.id })).toBe('practice_not_in_group');
    await world.browsers.manager.call(moveCaseByNumber, { params, body });
    expect(await world.browsers.manager.refusal(viewCase, of(made))).toBe('not_found');
    expect((await seenBy('southAdmin', made)).row.number).toBe(made.number);
    const { entries } = await world.browsers.southAdmin.call(viewHistory, of(made));
    expect(entries).toMatchObject([{ event: 'move', by: 'Manager Tester', actedAs: 'group_manager' }]);
  });
});
