import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { CaseRow } from '#contract/cases.ts';
import {
  caseListQuery,
  countCases,
  countCasesOfMyPractices,
  listCases,
  listCasesOfMyPractices,
  sorts,
} from '#contract/manage-orders.ts';
import { categories, orderKinds, statuses } from '#contract/order-life.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { makeWorld, type Organisation, type Person, type World } from '#testing/world.ts';
import { type KeptRow, naiveList } from './testing/naive-list.ts';
import { someCases } from './testing/some-cases.ts';

const runs = Number(process.env.FUZZ_RUNS ?? 60);

let world: World;
let [north, south, elsewhere, laboratory]: Organisation[] = [];
let [dentist, desk, technician, manager, stranger, southerner]: Person[] = [];
let practitioners: string[];

beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'));
  const [group, other] = [await world.group(), await world.group()];
  [north, south, elsewhere] = [
    await world.practice(group, 'Nord'),
    await world.practice(group, 'Süd'),
    await world.practice(other),
  ];
  laboratory = await world.organisation('laboratory');
  [dentist, desk, technician, manager, stranger, southerner] = await Promise.all(
    Array.from({ length: 6 }, (_, each) => world.person({ firstName: ['Émile', 'Ida'][each % 2]! })),
  );
  await world.member(north, dentist!, 'practitioner', 'user', 'dentist');
  await world.member(south, dentist!, 'front_desk');
  await world.member(north, desk!, 'front_desk');
  await world.member(laboratory, technician!, 'technician');
  await world.member(group, manager!, 'group_manager');
  await world.member(elsewhere, stranger!, 'owner_manager', 'admin');
  await world.member(south, southerner!, 'practitioner', 'admin', 'dentist');
  practitioners = (await world.sql<{ id: string }>('select id from practitioners')).map(({ id }) => id);
  const random = fc.sample(fc.nat({ max: 2 ** 30 }), 20_000);
  const pick = <T>(from: readonly T[]) => from[random.pop()! % from.length]!;
  const both = { laboratory: laboratory!, technician: technician!, author: dentist!, practitioners };
  const ids = [
    ...(await someCases(world, { ...both, practice: north, count: 160 }, pick)),
    ...(await someCases(world, { ...both, practice: south, count: 60 }, pick)),
  ];
  for (const id of ids.slice(0, 90))
    await world.sql(
      'insert into unread_cases (account_id, viewer_id, case_id, since) select $1, viewer_id, case_id, now() from case_rows where case_id = $2',
      [pick([dentist!, technician!]).id, id],
    );
  await world.sql('analyze case_rows');
});
afterAll(() => world?.stop());

const of = (organisation: Organisation | undefined) => ({ params: { organisationId: organisation!.id } });
type Query = Record<string, string | readonly string[]>;

async function list(
  browser: TestBrowser,
  path: string,
  query: Query,
): Promise<{ rows: CaseRow[]; next: string | null }> {
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) =>
      [value].flat().map((each): [string, string] => [key, String(each)]),
    ),
  );
  const response = await browser.fetch(`${path}?${search}`);
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as { rows: CaseRow[]; next: string | null };
}

/** Page after page until the end. */
async function everyPage(browser: TestBrowser, path: string, query: Query): Promise<CaseRow[]> {
  const rows: CaseRow[] = [];
  let after: string | null = null;
  do {
    const page: { rows: CaseRow[]; next: string | null } = await list(browser, path, {
      ...query,
      ...(after ? { after } : {}),
    });
    rows.push(...page.rows);
    after = page.next;
    expect(after === null || page.rows.length === Number(query.limit)).toBe(true);
  } while (after);
  return rows;
}

describe('the list', () => {
  test('is there for nobody of another practice, not for a group manager, and for nobody who isn’t signed in', async () => {
    const [out, boss] = [await world.as(stranger!), await world.as(manager!)];
    expect(await out.refusal(listCases, of(north))).toBe('not_found');
    expect(await boss.refusal(listCases, of(north))).toBe('not_allowed');
    expect(await boss.refusal(countCases, of(north))).toBe('not_allowed');
    const ofGroup = { params: { ofGroupId: north!.groupId! } };
    for (const browser of [out, boss]) {
      expect(await browser.call(listCasesOfMyPractices, ofGroup)).toEqual({ rows: [], next: null });
      expect((await browser.call(countCasesOfMyPractices, ofGroup)).status.action_needed).toBe(0);
    }
    expect(await world.stranger().refusal(listCases, of(north))).toBe('not_signed_in');
    const tech = await world.as(technician!);
    expect(await tech.refusal(listCases, of(north))).toBe('not_found');
  });

  test('takes no cursor that it didn’t make for this sort', async () => {
    const browser = await world.as(desk!);
    const { next } = await browser.call(listCases, { ...of(north), query: { limit: 5 } });
    expect(next).not.toBeNull();
    for (const query of [
      { after: 'x' },
      { after: next!, sort: 'number' as const },
      { after: next!, direction: 'ascending' as const },
    ])
      expect(await browser.refusal(listCases, { ...of(north), query })).toBe('invalid');
  });

  test(`is what a naive reading of the rows gives, page by page, for ${runs} random filters and sorts`, {
    timeout: 600_000,
  }, async () => {
    const [asDentist, asTechnician] = [await world.as(dentist!), await world.as(technician!)];
    const rows = await world.sql<KeptRow>(
      `select r.*, r.promised_on::text as promised_on, (extract(epoch from last_activity_at) * 1000)::float8 as moment,
         coalesce((select array_agg(account_id::text) from unread_cases u where u.viewer_id = r.viewer_id and u.case_id = r.case_id), '{}') as unread_by
       from case_rows r`,
    );
    const readers = [
      {
        browser: asDentist,
        path: `/api/organisations/${north!.id}/cases`,
        me: dentist!.id,
        side: 'practice',
        viewers: [north!.id],
      },
      {
        browser: asDentist,
        path: `/api/my-groups/${north!.groupId}/cases`,
        me: dentist!.id,
        side: 'practice',
        viewers: [north!.id, south!.id],
      },
      {
        browser: asTechnician,
        path: `/api/organisations/${laboratory!.id}/cases`,
        me: technician!.id,
        side: 'laboratory',
        viewers: [laboratory!.id],
      },
    ] as const;
    const rarely = <T>(wanted: fc.Arbitrary<T>) =>
      fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: wanted });
    const some = <T extends string>(from: readonly T[]) =>
      rarely(fc.uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength: 3 }));
    const flag = rarely(fc.constant('true' as const));
    const query = fc.record({
      sort: fc.constantFrom(...sorts),
      direction: fc.constantFrom('ascending', 'descending'),
      limit: fc.constantFrom('3', '7', '50', '60'),
      search: rarely(
        fc.constantFrom('anna', 'mü', 'MULLER', 'an mu', '1000', 'emile', 'o', 'van', 'ida person', 'nobody'),
      ),
      status: some(statuses),
      category: some(categories),
      kind: some(orderKinds),
      package: some(['FLEX', 'UNLIMITED 5', 'NONE']),
      provider: some(practitioners),
      practice: some([north!.id, south!.id]),
      technician: some([technician!.id]),
      collaboratorStatus: some(['none', 'ready']),
      turn: rarely(fc.constantFrom('mine', 'provider', 'provider_side', 'laboratory', 'nobody')),
      overdue: flag,
      needsProvider: flag,
      unread: flag,
      answerNeeded: flag,
      all: rarely(fc.constant('true' as const)),
    });
    let found = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...readers), query, async (reader, asked) => {
        const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Query;
        const shown = await everyPage(reader.browser, reader.path, given);
        const expected = naiveList(rows, caseListQuery.parse(given), reader);
        expect(shown.map(({ id }) => id)).toEqual(expected);
        found += shown.length;
      }),
      { numRuns: runs },
    );
    expect(found).toBeGreaterThan(runs);
  });
});
