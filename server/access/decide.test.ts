import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { newId } from '#platform/ids.ts';
import { digestOf } from '#platform/secret.ts';
import { administers, type NaivePerson, sees } from '#testing/rights/naive-rules.ts';
import { differences, openedFor, person, places, target } from '#testing/rights/random-worlds.ts';
import { makeWorld, type World } from '#testing/world.ts';
import type { Opened } from './actor.ts';

const worlds = Number(process.env['FUZZ_RUNS'] ?? 100_000);

describe('two readings of the rules', () => {
  test(`the guard and the naive rules agree in ${worlds} random worlds`, { timeout: 120_000 }, () => {
    let asked = 0;
    fc.assert(
      fc.property(person, fc.nat({ max: places.length - 1 }), target, (who, where, on) => {
        const place = places[where]!;
        const wrong = differences(who, place, openedFor(who, place), on);
        if (wrong.length > 0) throw new Error(wrong.join('\n'));
        asked += 1;
      }),
      { numRuns: worlds },
    );
    expect(asked).toBe(worlds);
  });
});

describe("the database's reading", () => {
  const people = 2000;
  let world: World;
  const idOf = new Map<string, string>();
  const everybody: { id: string; who: NaivePerson }[] = [];

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
      service: await world.organisation('planning_service'),
    };
    for (const [name, organisation] of Object.entries(made)) idOf.set(name, organisation.id);
    await world.sql('update practices set second_factor_required = true where id = $1', [idOf.get('south')]);
    for (const who of fc.sample(person, people)) everybody.push({ id: newId(), who });
    await insertEverybody();
  });
  afterAll(() => world?.stop());

  test('what the first flight of a request finds leads to what the naive rules say, for everybody everywhere', async () => {
    const rows = await world.sql<Opened & { asked: string }>(
      `select o.id as asked, r.* from sessions s cross join organisations o cross join lateral open_request(s.digest, o.id, now()) r`,
    );
    expect(rows.length).toBe(people * places.length);
    const whoIs = new Map(everybody.map(({ id, who }) => [id, who]));
    const placeOf = new Map(places.map((place) => [idOf.get(place.id)!, place]));
    const wrong = rows.flatMap((row) =>
      differences(whoIs.get(row.account_id)!, placeOf.get(row.asked)!, row, { state: 'active', groupManager: true }),
    );
    expect(wrong).toEqual([]);
  });

  test('the policies reach exactly the organisations that a person sees, and administer those that the person administers', async () => {
    for (const { id, who } of everybody.slice(0, 500)) {
      const [row] = await world.sql<{ reach: string[] | null; administered: string[] | null }>(
        `with acting as materialized (select act_as($1))
         select (select organisations_in_reach() from acting) as reach, (select organisations_administered() from acting) as administered`,
        [id],
      );
      const ids = (of: (place: (typeof places)[number]) => boolean) =>
        places
          .filter(of)
          .map((place) => idOf.get(place.id)!)
          .sort();
      expect([...new Set(row!.reach)].sort()).toEqual(ids((place) => sees(who, place)));
      // The instance administrator invites first managers and names organisations: more than the table's rows for members.
      expect([...new Set(row!.administered)].sort()).toEqual(
        ids((place) => administers(who, place) || (who.instanceAdministrator && place.kind !== 'practice')),
      );
    }
  });

  async function insertEverybody(): Promise<void> {
    await world.sql(
      `insert into accounts (id, email, email_key, first_name, last_name, instance_administrator, created_at)
       select id, id || '@x.example', id || '@x.example', 'P', 'P', administrator, now()
         from jsonb_to_recordset($1) as r(id uuid, administrator boolean)`,
      [JSON.stringify(everybody.map(({ id, who }) => ({ id, administrator: who.instanceAdministrator })))],
    );
    await world.sql(
      `insert into sessions (id, account_id, digest, started_at, last_seen_at, expires_at, second_factor_at)
       select gen_random_uuid(), id, decode(digest, 'hex'), now(), now(), now() + interval '1 day', case when factor then now() end
         from jsonb_to_recordset($1) as r(id uuid, digest text, factor boolean)`,
      [
        JSON.stringify(
          everybody.map(({ id, who }) => ({ id, digest: digestOf(id).toString('hex'), factor: who.secondFactor })),
        ),
      ],
    );
    const memberships = everybody.flatMap(({ id, who }) =>
      who.memberships.map((each) => ({ ...each, account: id, organisation: idOf.get(each.organisationId) })),
    );
    await world.sql(
      `insert into members (id, organisation_id, account_id, first_name, last_name, email, role, level, joined_at, deactivated_at, removed_at)
       select gen_random_uuid(), organisation, account, 'P', 'P', account || '@x.example', role, level, now(),
         case when state = 'deactivated' then now() end, case when state = 'removed' then now() end
         from jsonb_to_recordset($1) as r(organisation uuid, account uuid, role text, level text, state text)`,
      [JSON.stringify(memberships)],
    );
  }
});
