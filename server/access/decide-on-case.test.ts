import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { casePermissions } from '#contract/case-permissions.ts';
import { newId } from '#platform/ids.ts';
import { isRefusal } from '#platform/refusal.ts';
import { type NaiveCase, naiveOnCase } from '#testing/rights/naive-cases.ts';
import { letIn, type NaiveOrganisation, type NaivePerson, type Outcome } from '#testing/rights/naive-rules.ts';
import { person, places } from '#testing/rights/random-worlds.ts';
import { makeWorld, type World } from '#testing/world.ts';
import type { Actor } from './actor.ts';
import { decideOnTheCase, type FoundStanding } from './guard.ts';

const people = Number(process.env.FUZZ_RUNS ?? 500);
const casesPerPractice = 25;

/** How one order of a case lies: with which laboratory, made where, and whether it was sent. */
const order = fc.record({
  laboratory: fc.constantFrom('laboratory', 'second laboratory', null),
  manufacturer: fc.constantFrom('laboratory', 'second laboratory', null, null),
  sent: fc.boolean(),
});
const wantedCase = fc.record({
  provider: fc.nat(),
  hasProvider: fc.nat({ max: 4 }).map((n) => n > 0),
  submitters: fc.array(fc.nat(), { maxLength: 2 }),
  orders: fc.array(order, { minLength: 1, maxLength: 3 }),
});

type WantedCase = typeof wantedCase extends fc.Arbitrary<infer W> ? W : never;

describe("the guard's reading of case_standing()", () => {
  let world: World;
  const idOf = new Map<string, string>();
  const everybody: { id: string; who: NaivePerson }[] = [];
  const cases = new Map<string, NaiveCase>();
  const submitForMe = new Map<string, string[]>();

  beforeAll(async () => {
    world = await makeWorld(inject('postgresUrl'), { idle: true });
    const group = await world.group('group');
    const other = await world.group('other group');
    const made = {
      group,
      north: await world.practice(group),
      south: await world.practice(group),
      'other group': other,
      harbour: await world.practice(other),
      laboratory: await world.organisation('laboratory'),
      'second laboratory': await world.organisation('laboratory'),
      service: await world.organisation('planning_service'),
    };
    for (const [name, organisation] of Object.entries(made)) idOf.set(name, organisation.id);
    await world.sql('update practices set second_factor_required = true where id = $1', [idOf.get('south')]);
    for (const who of fc.sample(person, people)) everybody.push({ id: newId(), who });
    await insertEverybody();
    for (const place of places.filter(({ kind }) => kind === 'practice')) {
      for (const wanted of fc.sample(wantedCase, casesPerPractice)) await insertCase(place, wanted);
    }
  });
  afterAll(() => world?.stop());

  test('allows what the naive rules allow, to everybody on every case, and finds no other case', async () => {
    const wrong: string[] = [];
    const asked = [...cases.keys()];
    const outcomes = new Map<Outcome, number>();
    for (const { id, who } of everybody) {
      const found = new Map((await standingsOf(id, asked)).map((each) => [each.case_id, each]));
      for (const [caseId, of] of cases) {
        for (const permission of casePermissions) {
          const real = outcomeOf(permission, who, found.get(caseId));
          const naive = naiveOnCase(permission, { ...who, memberships: renamed(who), accountId: id }, of);
          outcomes.set(naive, (outcomes.get(naive) ?? 0) + 1);
          if (real === naive) continue;
          wrong.push(
            `${permission} on ${JSON.stringify(of)} by ${JSON.stringify(who.memberships)}: ${real}, naively ${naive}`,
          );
        }
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
    // The worlds were of every kind.
    expect([...outcomes.keys()].filter((each) => each.startsWith('403 ')).length).toBeGreaterThan(10);
    expect(outcomes.get(letIn)).toBeGreaterThan(people);
    expect(outcomes.get('403 second_factor_required')).toBeGreaterThan(10);
  }, 300_000);

  async function standingsOf(accountId: string, asked: string[]): Promise<FoundStanding[]> {
    return world.app.platform.database.app.transaction(async (tx) => {
      await tx.actAs(accountId);
      return tx.query<FoundStanding>('select s.* from unnest($1::uuid[]) c cross join lateral case_standing(c) s', [
        asked,
      ]);
    });
  }

  /** Memberships by the identifiers that organisations have in the database. */
  function renamed(who: NaivePerson): NaivePerson['memberships'] {
    return who.memberships.map((each) => ({ ...each, organisationId: idOf.get(each.organisationId)! }));
  }

  async function insertCase(place: NaiveOrganisation, wanted: WantedCase) {
    const [caseId, practiceId, groupId] = [newId(), idOf.get(place.id)!, idOf.get(place.groupId!)!];
    // Those who are or were members, so that most providers are somebody there.
    const near = everybody.filter(({ who }) => who.memberships.some((each) => each.organisationId === place.id));
    const pick = (index: number) => near[index % near.length]!.id;
    const provider = wanted.hasProvider ? pick(wanted.provider) : null;
    const submitters = provider ? [...new Set(wanted.submitters.map(pick))] : [];
    if (provider) {
      await world.sql(
        `insert into practitioners (id, group_id, first_name, last_name, name_key, clinical_role, account_id, created_at)
         select $1, $2, 'P', 'P', 'p p', 'dentist', $3, now() where not exists (select from practitioners where group_id = $2 and account_id = $3)`,
        [newId(), groupId, provider],
      );
    }
    await world.sql(
      `insert into cases (id, group_id, practice_id, practitioner_id, created_by, created_at, last_activity_at)
       values ($1, $2, $3, (select id from practitioners where group_id = $2 and account_id = $4), $5, now(), now())`,
      [caseId, groupId, practiceId, provider, everybody[0]!.id],
    );
    for (const each of submitters) {
      await world.sql(
        `insert into submitters (practice_id, practitioner_id, account_id, given_at)
         select practice_id, practitioner_id, $2, now() from cases where id = $1 on conflict do nothing`,
        [caseId, each],
      );
    }
    for (const each of wanted.orders) {
      const laboratories = [each.laboratory, each.manufacturer].map((name) => (name ? idOf.get(name)! : null));
      await world.sql(
        `insert into orders (id, case_id, kind, category, turn_since, laboratory_id, manufacturer_id, author_id, created_at, prescription, saved_at, sent_at)
         values ($1, $2, 'aligner', 'submitted', now(), $3, $4, $5, now(), '{}', now(), case when $6 then now() end)`,
        [newId(), caseId, ...laboratories, everybody[0]!.id, each.sent],
      );
    }
    const sentTo = wanted.orders
      .filter(({ sent }) => sent)
      .flatMap(({ laboratory, manufacturer }) => [laboratory, manufacturer])
      .flatMap((name) => (name ? [idOf.get(name)!] : []));
    // *Submit for me* is given for a practice: it counts for every case of the provider there.
    const given = submitForMe.get(`${practiceId} ${provider}`) ?? [];
    given.push(...submitters);
    submitForMe.set(`${practiceId} ${provider}`, given);
    cases.set(caseId, {
      practice: { ...place, id: practiceId, groupId },
      provider,
      submitters: given,
      sentTo: [...new Set(sentTo)],
    });
  }

  async function insertEverybody(): Promise<void> {
    await world.sql(
      `insert into accounts (id, email, email_key, first_name, last_name, created_at)
       select id, id || '@x.example', id || '@x.example', 'P', 'P', now() from unnest($1::uuid[]) id`,
      [everybody.map(({ id }) => id)],
    );
    const memberships = everybody.flatMap(({ id, who }) => renamed(who).map((each) => ({ ...each, account: id })));
    await world.sql(
      `insert into members (id, organisation_id, account_id, first_name, last_name, email, role, level, joined_at, deactivated_at, removed_at)
       select gen_random_uuid(), "organisationId", account, 'P', 'P', account || '@x.example', role, level, now(),
         case when state = 'deactivated' then now() end, case when state = 'removed' then now() end
         from jsonb_to_recordset($1) as r("organisationId" uuid, account uuid, role text, level text, state text)`,
      [JSON.stringify(memberships)],
    );
  }
});

function outcomeOf(
  permission: (typeof casePermissions)[number],
  who: NaivePerson,
  found: FoundStanding | undefined,
): Outcome {
  const answer = decideOnTheCase(permission, { secondFactor: who.secondFactor } as Actor, found);
  if (!isRefusal(answer)) return letIn;
  if (answer.code === 'not_found') return '404';
  return answer.code === 'not_allowed' ? `403 ${answer.details.needs}` : `403 ${answer.code}`;
}
