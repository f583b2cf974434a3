import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { exportAudit, readAudit } from '#contract/audit.ts';
import { editSecuritySettings, viewPractice } from '#contract/practices.ts';
import { record } from '#platform/audit/record.ts';
import { sealEntries } from '#platform/audit/seal-entries.ts';
import { newId } from '#platform/ids.ts';
import type { TestBrowser } from '../../testing/browser.ts';
import { makeWorld, type Organisation, type Person, type World } from '../../testing/world.ts';

let world: World;
let group: Organisation;
let practice: Organisation;
let admin: Person;
let manager: Person;
let browser: TestBrowser;

beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'), { idle: true });
  group = await world.group('Ledger Group');
  practice = await world.practice(group, 'Ledger Practice');
  admin = await world.person({ firstName: 'Ada', lastName: 'Admin' });
  manager = await world.person({ firstName: 'Max', lastName: 'Manager' });
  await world.member(practice, admin, 'owner_manager', 'admin');
  await world.member(group, manager, 'group_manager');
  browser = await world.as(admin);
});
afterAll(() => world?.stop());

const params = () => ({ organisationId: practice.id });
const read = (query = {}) => browser.call(readAudit, { params: params(), query });

/** Writes entries about a member as the application does. */
async function write(count: number, given: Partial<Parameters<typeof record>[2]> = {}): Promise<string[]> {
  const ids: string[] = [];
  await world.app.platform.database.worker.transaction(async (tx) => {
    for (let index = 0; index < count; index += 1) {
      ids.push(
        await record(tx, world.app.platform.secret, {
          action: 'changeMember',
          permission: 'members.change',
          reads: false,
          accountId: admin.id,
          sessionId: null,
          position: 'owner_manager_admin',
          address: '192.0.2.7',
          organisationId: practice.id,
          ...given,
        }),
      );
    }
  });
  return ids;
}

describe('who may not read the log', () => {
  test('a user, an Admin of another practice of the group, an owner of another group, and a stranger', async () => {
    const [user, neighbour, outsider] = [await world.person(), await world.person(), await world.person()];
    await world.member(practice, user, 'practitioner', 'user', 'dentist');
    await world.member(await world.practice(group, 'Neighbour'), neighbour, 'owner_manager', 'admin');
    await world.member(await world.practice(await world.group(), 'Outside'), outsider, 'owner_manager', 'admin');
    expect(await (await world.as(user)).refusal(readAudit, { params: params() })).toBe('not_allowed');
    expect(await (await world.as(user)).refusal(exportAudit, { params: params() })).toBe('not_allowed');
    expect(await (await world.as(neighbour)).refusal(readAudit, { params: params() })).toBe('not_found');
    expect(await (await world.as(outsider)).refusal(readAudit, { params: params() })).toBe('not_found');
    expect(await (await world.as(outsider)).refusal(exportAudit, { params: params() })).toBe('not_found');
    expect(await world.stranger().refusal(readAudit, { params: params() })).toBe('not_signed_in');
  });

  test('the instance administrator: of no practice, and of no group either', async () => {
    const someone = await world.as(await world.person({ instanceAdministrator: true }));
    expect(await someone.refusal(readAudit, { params: params() })).toBe('not_found');
    expect(await someone.refusal(readAudit, { params: { organisationId: group.id } })).toBe('not_allowed');
  });

  test('an owner at level User reads it, but can’t take it along', async () => {
    const owner = await world.person();
    await world.member(practice, owner, 'owner_manager', 'user');
    const reader = await world.as(owner);
    expect((await reader.call(readAudit, { params: params() })).may).toEqual(['audit.read']);
    expect(await reader.refusal(exportAudit, { params: params() })).toBe('not_allowed');
  });
});

describe('the log of a practice', () => {
  test('says who did what, when, from where, as what, by which permission, and what changed', async () => {
    await browser.call(editSecuritySettings, {
      params: { practiceId: practice.id },
      body: { secondFactorRequired: false, workstationIdleMinutes: 7 },
    });
    const [entry] = (await read({ kind: 'changes' })).entries;
    expect(entry).toMatchObject({
      accountId: admin.id,
      person: 'Ada Admin',
      position: 'owner_manager_admin',
      permission: 'security_settings.edit',
      action: 'editSecuritySettings',
      subjectKind: 'practice',
      subject: 'Ledger Practice',
      from: '127.0.0.1',
      changes: [{ field: 'workstationIdleMinutes', before: '5', after: '7' }],
    });
    expect(Math.abs(Date.parse(entry!.at) - world.clock.now().getTime())).toBeLessThan(10_000);
  });

  test('holds reading as well, and the reading of the log itself', async () => {
    await browser.call(viewPractice, { params: { practiceId: practice.id } });
    await read();
    const { entries } = await read({ kind: 'reads' });
    expect(entries.slice(0, 2).map((entry) => entry.action)).toEqual(['readAudit', 'viewPractice']);
  });

  test('names the group manager who acted, though their membership is elsewhere', async () => {
    await (await world.as(manager)).call(viewPractice, { params: { practiceId: practice.id } });
    const { entries, people } = await read({ accountId: manager.id });
    expect(entries[0]).toMatchObject({ person: 'Max Manager', position: 'group_manager' });
    expect(people).toContainEqual({ accountId: manager.id, name: 'Max Manager' });
  });

  test('names people who were removed', async () => {
    const leaver = await world.person({ firstName: 'Lea', lastName: 'Leaver' });
    const memberId = await world.member(practice, leaver, 'front_desk');
    await write(1, { accountId: leaver.id, subject: { kind: 'member', id: memberId } });
    await world.sql('update members set removed_at = now() where id = $1', [memberId]);
    const { entries, people } = await read({ accountId: leaver.id });
    expect(entries[0]).toMatchObject({ person: 'Lea Leaver', subject: 'Lea Leaver' });
    expect(people).toContainEqual({ accountId: leaver.id, name: 'Lea Leaver' });
  });

  test('a group manager reads it too, and the group’s own under the group’s id', async () => {
    const reader = await world.as(manager);
    expect((await reader.call(readAudit, { params: params() })).entries.length).toBeGreaterThan(0);
    await write(1, { organisationId: group.id, action: 'editGroup' });
    const own = await reader.call(readAudit, { params: { organisationId: group.id }, query: { kind: 'changes' } });
    expect(own.entries.map((entry) => entry.action)).toEqual(['editGroup']);
  });

  test('is read page by page, newest first, without a gap or a double, while it grows', async () => {
    const subjectId = newId();
    const written = await write(120, { subject: { kind: 'practice', id: subjectId } });
    const seen: string[] = [];
    let before: string | undefined;
    let pages = 0;
    for (;;) {
      const page = await read({ subjectId, ...(before ? { before } : {}) });
      seen.push(...page.entries.map((entry) => entry.id));
      pages += 1;
      if (!page.next) break;
      before = page.next;
      await write(3, { subject: { kind: 'practice', id: subjectId } });
    }
    expect(pages).toBe(3);
    expect(seen).toEqual([...written].reverse());
  });

  test('is filtered by person, subject, action, kind and time', async () => {
    const [subjectId, began] = [newId(), new Date(world.clock.now().getTime()).toISOString()];
    await write(1, { subject: { kind: 'practice', id: subjectId }, action: 'one' });
    world.clock.pass({ hours: 1 });
    const middle = world.clock.now().toISOString();
    await write(1, { subject: { kind: 'practice', id: subjectId }, action: 'two', reads: true });
    const actions = async (query: object) => (await read({ subjectId, ...query })).entries.map((entry) => entry.action);
    expect(await actions({})).toEqual(['two', 'one']);
    expect(await actions({ action: 'one' })).toEqual(['one']);
    expect(await actions({ kind: 'reads' })).toEqual(['two']);
    expect(await actions({ kind: 'changes' })).toEqual(['one']);
    expect(await actions({ since: middle })).toEqual(['two']);
    expect(await actions({ since: began, until: middle })).toEqual(['one']);
    expect(await actions({ accountId: newId() })).toEqual([]);
    expect(await browser.refusal(readAudit, { params: params(), query: { since: 'yesterday' } })).toBe('invalid');
    expect(await browser.refusal(readAudit, { params: params(), query: { before: '1; drop table x' } })).toBe(
      'invalid',
    );
  });

  test.each([
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999999999999999Z',
    '0001-01-01T00:00:00Z',
    '1969-12-31T23:59:59Z',
  ])('takes the far moment %s for what it is', async (moment) => {
    for (const query of [{ since: moment }, { until: moment }]) {
      expect((await browser.try(readAudit, { params: params(), query })).status).toBe(200);
    }
  });

  test('says which entries are sealed', async () => {
    const subjectId = newId();
    await write(1, { subject: { kind: 'practice', id: subjectId } });
    expect((await read({ subjectId })).entries[0]?.sealed).toBe(false);
    await world.app.platform.database.worker.transaction((tx) => sealEntries(tx));
    expect((await read({ subjectId })).entries[0]?.sealed).toBe(true);
  });
});

describe('personal values', () => {
  const change = { field: 'lastName', before: 'Miller', after: 'Müller', personal: true };

  test('lie encrypted, are shown while their key exists, and are erased with it, while the chain still holds', async () => {
    const subjectId = newId();
    const [id] = await write(1, {
      subject: { kind: 'member', id: subjectId },
      changes: [{ field: 'level', after: 'admin' }, change],
    });
    const [raw] = await world.sql<{ facts: object; sealed: Buffer }>(
      'select facts, sealed from audit_entries e join audit_values v on v.entry_id = e.id where e.id = $1',
      [id],
    );
    expect(JSON.stringify(raw!.facts)).not.toContain('Miller');
    expect(raw!.sealed.includes('Miller')).toBe(false);
    expect((await read({ subjectId })).entries[0]?.changes).toEqual([
      { field: 'level', before: null, after: 'admin' },
      { field: 'lastName', before: 'Miller', after: 'Müller' },
    ]);
    await world.sql('update subject_keys set wrapped_key = null, destroyed_at = now() where subject_id = $1', [
      subjectId,
    ]);
    expect((await read({ subjectId })).entries[0]?.changes).toEqual([
      { field: 'level', before: null, after: 'admin' },
      { field: 'erased', before: null, after: null },
    ]);
  });

  test('moved to another person’s entry by an intruder can’t be read there, and nothing breaks', async () => {
    const [one, other] = [newId(), newId()];
    await write(1, { subject: { kind: 'member', id: one }, changes: [change] });
    const [entry] = await write(1, { subject: { kind: 'member', id: other } });
    await world.sql(`insert into audit_values select $1, subject_id, sealed from audit_values where subject_id = $2`, [
      entry,
      one,
    ]);
    expect((await read({ subjectId: other })).entries[0]?.changes).toEqual([
      { field: 'unreadable', before: null, after: null },
    ]);
  });
});

describe('the export', () => {
  test('is a CSV of the entries that pass the filters, newest first, and is recorded with how much left', async () => {
    const subjectId = newId();
    const written = await write(3, {
      subject: { kind: 'practice', id: subjectId },
      changes: [{ field: 'name', before: '=cmd', after: 'b' }],
    });
    const answer = await browser.try(exportAudit, { params: params(), query: { subjectId } });
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
      200,
      'text/csv',
      expect.stringMatching(/^attachment; filename\*=UTF-8''audit-\d{4}-\d\d-\d\d\.csv$/),
    ]);
    const rows = parse(answer.bytes, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.map((row) => row.entry)).toEqual([...written].reverse());
    expect(rows[0]).toMatchObject({
      person: 'Ada Admin',
      action: 'changeMember',
      'network address': '192.0.2.7',
      changes: 'name: =cmd → b',
    });
    const [entry] = (await read({ action: 'exportAudit' })).entries;
    expect(entry?.changes).toEqual([
      { field: 'exportedEntries', before: null, after: '3' },
      { field: 'filter.subjectId', before: null, after: subjectId },
    ]);
  });
});
