import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { markPrivate } from '#contract/cases.ts';
import { caseFilterChoices, caseFilterChoicesOfMyPractices, listViews, saveViews } from '#contract/manage-orders.ts';
import { newId } from '#platform/ids.ts';
import {
  addCase,
  addOrder,
  type CaseWorld,
  type MadeCase,
  makeCaseWorld,
  type Who,
} from '../cases/testing/case-world.ts';
import { exportTheCases } from './export-cases.ts';

let world: CaseWorld;
let atNorth: MadeCase;
let closed: MadeCase;
let atSouth: MadeCase;
beforeAll(async () => {
  world = await makeCaseWorld(inject('postgresUrl'));
  atNorth = await addCase(world, { lastName: '=cmd|calc' });
  closed = await addCase(world, { category: 'completed', provider: world.practitioners.second, lastName: 'Closed' });
  atSouth = await addCase(world, { practice: world.south, lastName: 'Southern', provider: null });
  await addCase(world, { category: 'draft', laboratory: world.otherLab, lastName: 'Drafted' });
});
afterAll(() => world?.stop());

const get = (name: Who, path: string) => world.browsers[name].fetch(`/api/${path}`);
const linesOf = async (reply: Response) => (await reply.text()).trim().split('\r\n');
const of = (organisation: { id: string }) => `organisations/${organisation.id}/cases.csv`;
const mine = () => `my-groups/${world.theGroup.id}/cases.csv`;

describe('exporting the list', () => {
  test('is for members of the practice, and for a laboratory’s manager, not its technicians or anybody else', async () => {
    expect((await get('technician', of(world.lab))).status).toBe(403);
    for (const name of ['outsider', 'southAdmin', 'labManager'] as const)
      expect((await get(name, of(world.north))).status).toBe(404);
    // A manager of the group sees no patients.
    expect((await get('manager', of(world.north))).status).toBe(403);
    expect((await get('manager', mine())).status).toBe(200);
    expect(await linesOf(await get('manager', mine()))).toHaveLength(1);
    expect(await linesOf(await get('outsider', mine()))).toHaveLength(1);
  });

  test('gives what the list gives, as a file that no spreadsheet runs as a formula', async () => {
    const reply = await get('desk', `${of(world.north)}?search=%3Dcmd`);
    expect(reply.headers.get('content-type')).toContain('text/csv');
    expect(reply.headers.get('content-disposition')).toContain('cases-');
    const [head, row, ...more] = await linesOf(reply);
    expect([head!.split(',').length > 10, more.length]).toEqual([true, 0]);
    expect(row).toContain(String(atNorth.number));
    expect(row).not.toMatch(/(^|,)"?=/);
    const all = await linesOf(await get('desk', `${of(world.north)}?all=true`));
    expect(all).toHaveLength(4);
  });

  test('a laboratory’s has only what was sent to it', async () => {
    const lines = await linesOf(await get('labManager', `${of(world.lab)}?all=true`));
    expect(lines).toHaveLength(4);
    expect(lines.join()).not.toContain('Drafted');
  });

  test('of all my practices has the cases of each of mine, and no others', async () => {
    const both = (await linesOf(await get('both', `${mine()}?all=true`))).join('\n');
    for (const made of [atNorth, closed, atSouth]) expect(both).toContain(String(made.number));
    const one = (await linesOf(await get('desk', `${mine()}?all=true`))).join('\n');
    expect([one.includes(String(atNorth.number)), one.includes(String(atSouth.number))]).toEqual([true, false]);
  });

  test('stands in the log of each practice with how many cases and which filter, and not with what was searched for', async () => {
    await get('both', `${mine()}?search=Southern&all=true`);
    const entries = await world.sql<{ organisation_id: string | null; action: string; facts: { changes: object[] } }>(
      `select organisation_id, action, facts from audit_entries where account_id = $1 and action in ('exportCases', 'exportCasesOfMyPractices') order by id desc limit 2`,
      [world.people.both.id],
    );
    expect(entries.map(({ organisation_id }) => organisation_id).filter(Boolean)).toEqual([world.south.id]);
    expect(entries.map(({ facts }) => facts.changes)).toEqual(
      Array.from({ length: 2 }, () =>
        expect.arrayContaining([
          { field: 'exportedCases', after: '1' },
          { field: 'filter.search', after: '…' },
        ]),
      ),
    );
  });

  test('refuses more rows than it can make', async () => {
    expect(exportTheCases.length).toBe(0);
    const answer = await world.app.platform.database.app.transaction(async (tx) => {
      await tx.actAs(world.people.desk.id);
      const scope = { organisationId: world.north.id, kind: 'practice', groupId: world.theGroup.id };
      const actor = { accountId: world.people.desk.id, timeZone: 'UTC', language: 'en' };
      const query = { search: '', sort: 'activity', direction: 'descending', all: true };
      return exportTheCases(2)({ tx, scope, actor, query, audit: () => undefined } as never);
    });
    expect(answer).toMatchObject({ code: 'too_large' });
  });
});

describe('what can be chosen in filters', () => {
  const names = (of: readonly { name: string }[]) => of.map(({ name }) => name);

  test('is what occurs in the list, closed cases included, and is shown to nobody else', async () => {
    const params = { organisationId: world.north.id };
    expect(await world.browsers.outsider.refusal(caseFilterChoices, { params })).toBe('not_found');
    const choices = await world.browsers.desk.call(caseFilterChoices, { params });
    expect(names(choices.providers)).toEqual(['Provider Tester', 'Second Tester']);
    const lab = await world.browsers.technician.call(caseFilterChoices, { params: { organisationId: world.lab.id } });
    expect(names(lab.practices)).toEqual(['North', 'South']);
  });

  test('of all my practices is what occurs in mine', async () => {
    const params = { ofGroupId: world.theGroup.id };
    const [both, south, none] = await Promise.all(
      (['both', 'southAdmin', 'outsider'] as const).map((name) =>
        world.browsers[name].call(caseFilterChoicesOfMyPractices, { params }),
      ),
    );
    expect(names(both!.providers)).toEqual(['Provider Tester', 'Second Tester']);
    expect([south!.providers, none!.providers, none!.packages]).toEqual([[], [], []]);
  });
});

test('saved views belong to the person alone, keep their order, and replace those before', async () => {
  const view = (name: string) => ({ id: newId(), name, query: 'status=action_needed', columns: ['number', 'patient'] });
  const [first, second] = [view('Mine'), view('Urgent')];
  await world.browsers.desk.call(saveViews, { body: { views: [first, second], columns: ['number'] } });
  await world.browsers.desk.call(saveViews, { body: { views: [second, first], columns: [] } });
  const kept = await world.browsers.desk.call(listViews, {});
  expect([kept.views.map(({ name }) => name), kept.columns]).toEqual([['Urgent', 'Mine'], []]);
  expect(await world.browsers.admin.call(listViews, {})).toEqual({ views: [], columns: [] });
  expect(await world.browsers.desk.refusal(saveViews, { body: { views: [{ ...first, name: '' }], columns: [] } })).toBe(
    'invalid',
  );
});

test('a change of a case is told to each open list that shows it, and to no other', async () => {
  const made = await addCase(world);
  await addOrder(world, made.caseId, { laboratory: world.otherLab });
  await world.browsers.provider.call(markPrivate, { params: { caseId: made.caseId }, body: { notShared: true } });
  const told = await world.sql<{ organisation_id: string }>(
    `select organisation_id from events where case_id = $1 and kind = 'case_changed'`,
    [made.caseId],
  );
  expect(told.map(({ organisation_id }) => organisation_id).sort()).toEqual(
    [world.north.id, world.lab.id, world.otherLab.id].sort(),
  );
});
