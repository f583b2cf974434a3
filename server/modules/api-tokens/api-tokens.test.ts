import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { listApiTokens, makeApiToken, revokeApiToken, viewOwnToken } from '#contract/api-tokens.ts';
import { viewCase } from '#contract/cases.ts';
import { markReady } from '#contract/collaboration.ts';
import { type Endpoint, fillPath, type TokenScope, tokenScopes } from '#contract/endpoint.ts';
import { endpoints } from '#contract/index.ts';
import { listCases } from '#contract/manage-orders.ts';
import { assignCases, listChangedCases } from '#contract/planning-services.ts';
import { readReservations, reserveSetup } from '#contract/reservations.ts';
import { viewSetup } from '#contract/setups.ts';
import { deactivateMember, previewLeaving, reactivateMember, removeMember } from '#contract/team.ts';
import { newId } from '#platform/ids.ts';
import { of } from '../cases/testing/case-world.ts';
import {
  givenCase,
  makeServiceWorld,
  type ServiceWorld,
  softwareOf,
  TestSoftware,
  take,
} from '../planning-services/testing/service-world.ts';
import { openLiveEvents } from '../team/testing/live-events.ts';

let world: ServiceWorld;
beforeAll(async () => {
  world = await makeServiceWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

const chief = () => world.served.chief.browser;
const member = (name: 'ann' | 'ben') => ({
  params: { organisationId: world.service.id, memberId: world.served[name].memberId },
});

describe('what a token never opens', () => {
  test('an endpoint that declares no scope for tokens, whichever it is, nor one whose scope the token lacks', {
    timeout: 120_000,
  }, async () => {
    const { software } = await softwareOf(world, chief());
    const made = await givenCase(world);
    const names: Record<string, string> = { caseId: made.caseId, setupId: made.setupId, orderId: made.orderId };
    const ask = async (by: TestSoftware, endpoint: Endpoint) => {
      const path = fillPath(
        endpoint.path,
        Object.fromEntries(
          [...endpoint.path.matchAll(/:([A-Za-z]+)/g)].map(([, key]) => [
            key!,
            key === 'organisationId' ? world.service.id : (names[key!] ?? newId()),
          ]),
        ),
      );
      const json = endpoint.method === 'GET' || endpoint.method === 'HEAD' || endpoint.bytes === 'tus';
      const abort = new AbortController();
      const response = await by.fetch(path, {
        method: endpoint.method,
        signal: abort.signal,
        ...(json ? {} : { headers: { 'content-type': 'application/json' }, body: '{}' }),
      });
      const told =
        response.headers.get('content-type')?.includes('problem') && endpoint.method !== 'HEAD'
          ? await response.json()
          : undefined;
      abort.abort();
      return [response.status, (told as { code?: string } | undefined)?.code];
    };
    const forTokens: string[] = [];
    for (const endpoint of endpoints) {
      const [status, code] = await ask(software, endpoint);
      if (!endpoint.token) {
        const refused = endpoint.method === 'HEAD' ? status === 403 : code === 'not_for_tokens';
        expect([endpoint.name, refused, status]).toEqual([endpoint.name, true, 403]);
      } else {
        forTokens.push(endpoint.name);
        expect([endpoint.name, code === 'not_for_tokens' || code === 'token_scope_missing']).toEqual([
          endpoint.name,
          false,
        ]);
      }
    }
    expect(forTokens).toContain('viewCase');
    for (const scope of tokenScopes) {
      const { software: narrow } = await softwareOf(world, chief(), [scope]);
      for (const endpoint of endpoints.filter(({ token }) => token && token !== scope))
        expect([endpoint.name, await ask(narrow, endpoint)]).toEqual([endpoint.name, [403, 'token_scope_missing']]);
    }
  });

  test('nothing of account, team, settings or approving is declared for tokens', () => {
    const forTokens = endpoints.filter(({ token }) => token);
    for (const { access, path, name, method } of forTokens) {
      expect([name, /^\/api\/(my-|me\b|account|instance|groups|practices|invitations|team)/.test(path)]).toEqual([
        name,
        false,
      ]);
      expect([name, ['order.approve', 'order.submit', 'order.confirm', 'assignments.make'].includes(access)]).toEqual([
        name,
        false,
      ]);
      if (endpoints.find((each) => each.name === name)?.token === 'read') expect([name, method]).toEqual([name, 'GET']);
    }
  });

  test('an unknown, malformed, expired or revoked bearer is nobody, also beside a good cookie', async () => {
    const made = await givenCase(world);
    const { software, tokenId } = await softwareOf(world, chief(), ['read']);
    expect((await software.call(viewCase, of(made))).row.id).toBe(made.caseId);
    await chief().call(revokeApiToken, { params: { tokenId } });
    const { secret } = await softwareOf(world, chief(), ['read'], 1);
    await world.sql(
      `update api_tokens set made_at = made_at - interval '2 days', expires_at = expires_at - interval '2 days' where digest = sha256($1::bytea)`,
      [Buffer.from(secret)],
    );
    for (const bearer of [software.bearer, secret, 'midline_x', '', 'a b', `${secret}x`, "' or 1=1"]) {
      const by = new TestSoftware(world.url, bearer);
      for (const [name, value] of chief().cookies) by.cookies.set(name, value);
      expect([bearer, await by.refusal(viewCase, of(made))]).toEqual([bearer, 'not_signed_in']);
    }
  });

  test('a token of one person lists, revokes and shows nothing of another’s', async () => {
    const { tokenId } = await softwareOf(world, world.served.ann.browser);
    expect(await world.served.ben.browser.refusal(revokeApiToken, { params: { tokenId } })).toBe('not_found');
    const { tokens } = await world.served.ben.browser.call(listApiTokens, {});
    expect(tokens.filter(({ id }) => id === tokenId)).toEqual([]);
  });

  test('more than a year, no scope, an unknown one', async () => {
    const body = { name: 'x', scopes: ['read'] as TokenScope[], days: 90 };
    for (const wrong of [{ days: 366 }, { days: 0 }, { scopes: [] }, { scopes: ['approve' as never] }, { name: '' }])
      expect(await chief().refusal(makeApiToken, { body: { ...body, ...wrong } })).toBe('invalid');
  });
});

describe('a token', () => {
  test('is told once, listed with last use, and gone when revoked: open stream included', async () => {
    const made = await givenCase(world);
    const { software, tokenId, secret } = await softwareOf(world, chief());
    const mine = async () => (await chief().call(listApiTokens, {})).tokens.find(({ id }) => id === tokenId)!;
    expect(await mine()).toMatchObject({ name: 'Planning software', lastUsedAt: null, over: null });
    expect(JSON.stringify(await chief().call(listApiTokens, {}))).not.toContain(secret);
    expect(
      await world.sql('select 1 from api_tokens where name = $1 or digest = $2', [secret, Buffer.from(secret)]),
    ).toEqual([]);
    const about = await software.call(viewOwnToken, {});
    expect(about).toMatchObject({ person: { firstName: 'Chief' }, services: [{ name: 'Plan & Co' }] });
    expect((await mine()).lastUsedAt).not.toBeNull();
    expect(await chief().refusal(viewOwnToken, {})).toBe('invalid');
    const live = await openLiveEvents(software);
    await chief().call(revokeApiToken, { params: { tokenId } });
    await live.ended;
    expect(await software.refusal(viewCase, of(made))).toBe('not_signed_in');
    expect((await mine()).over).toBe('revoked');
  });

  test('reads and acts as its person: reserves, and the entry of the audit log names the token', async () => {
    const made = await givenCase(world);
    const { software } = await softwareOf(world, chief());
    const { setup } = await software.call(viewSetup, { params: { caseId: made.caseId, setupId: made.setupId } });
    await software.call(reserveSetup, { params: { caseId: made.caseId, setupId: made.setupId }, body: {} });
    const { reservations } = await world.browsers.provider.call(readReservations, of(made));
    expect(reservations).toMatchObject([{ by: 'Chief Planner', service: 'Plan & Co' }]);
    const [entry] = await world.sql<{ facts: { changes: unknown[] }; session_id: string | null; account_id: string }>(
      `select facts, session_id, account_id from audit_entries where action = 'reserveSetup' and subject_id = $1`,
      [made.caseId],
    );
    expect([entry!.account_id, entry!.session_id]).toEqual([world.served.chief.person.id, null]);
    expect(entry!.facts.changes).toContainEqual({ field: 'api_token', after: 'Planning software' });
    expect(setup.version).toBe(1);
  });

  test('marks ready as a browser does', async () => {
    const made = await givenCase(world);
    const { software } = await softwareOf(world, chief());
    await software.call(markReady, { ...of(made), body: { version: 1, contentHash: 'a'.repeat(64) } });
    const { row } = await world.browsers.provider.call(viewCase, of(made));
    expect([row.collaboratorStatus, row.ready]).toEqual(['ready', 1]);
  });

  test('does what its person may now, not what they might when it was made', async () => {
    const made = await givenCase(world);
    const { software } = await softwareOf(world, world.served.ann.browser);
    const opens = async () => (await software.try(viewCase, of(made))).status;
    const list = () => software.refusal(listCases, { params: { organisationId: world.service.id }, query: {} });
    expect([await opens(), await list()]).toEqual([404, 'not_allowed']);
    const give = (accountId: string | null) =>
      chief().call(assignCases, {
        params: { organisationId: world.service.id },
        body: { caseIds: [made.caseId], accountId },
      });
    await give(world.served.ann.person.id);
    expect(await opens()).toBe(200);
    await give(null);
    expect(await opens()).toBe(404);
    await give(world.served.ann.person.id);
    await take(world, made.caseId, world.collaborationId);
    expect(await opens()).toBe(404);
  });

  test('of a provider doesn’t open a practice that asks for a second factor unless it was made after one', async () => {
    const { software } = await softwareOf(world, world.browsers.provider, ['read']);
    await world.sql('update practices set second_factor_required = true where id = $1', [world.north.id]);
    const list = { params: { organisationId: world.north.id }, query: {} };
    expect((await software.try(listCases, list)).status).toBe(200);
    await world.sql('update api_tokens set second_factor = false where account_id = $1', [world.people.provider.id]);
    expect(await software.refusal(listCases, list)).toBe('second_factor_required');
    await world.sql('update practices set second_factor_required = false where id = $1', [world.north.id]);
  });

  test('goes on from where it read: no change is passed over, whatever happens in between', async () => {
    const { software } = await softwareOf(world, chief(), ['read']);
    const readAll = async (after?: string) => {
      const ids: string[] = [];
      let page = await software.call(listChangedCases, { query: { limit: 2, ...(after ? { after } : {}) } });
      for (;;) {
        ids.push(...page.cases.map(({ row }) => row.id));
        if (!page.more) return { ids, next: page.next };
        page = await software.call(listChangedCases, { query: { limit: 2, after: page.next } });
      }
    };
    const [first, second, third] = [await givenCase(world), await givenCase(world), await givenCase(world)];
    // What was written while another transaction of the same PostgreSQL began earlier and still runs is told once that has ended.
    const given = [first, second, third].map(({ caseId }) => caseId);
    await expect.poll(async () => (await readAll()).ids, { timeout: 30_000 }).toEqual(expect.arrayContaining(given));
    const all = await readAll();
    expect((await readAll(all.next)).ids).toEqual([]);
    await world.sql('select touch_case($1, now())', [second.caseId]);
    await expect.poll(async () => (await readAll(all.next)).ids, { timeout: 30_000 }).toEqual([second.caseId]);
    expect(await software.refusal(listChangedCases, { query: { after: 'x' } })).toBe('invalid');
    const { software: strange } = await softwareOf(world, world.served.strange.browser, ['read']);
    expect((await strange.call(listChangedCases, { query: {} })).cases).toEqual([]);
  });
});

describe('a member who leaves', () => {
  test('deactivated: the token is listed, suspended at once, and there again with the person; ticked, it stays', async () => {
    const { software, tokenId } = await softwareOf(world, world.served.ann.browser, ['read']);
    const { leftovers } = await chief().call(previewLeaving, { ...member('ann'), query: {} });
    expect(leftovers).toContainEqual(expect.objectContaining({ kind: 'api_token', id: tokenId }));
    expect(JSON.stringify(leftovers)).not.toContain('Planning software');
    await chief().call(deactivateMember, { ...member('ann'), body: {} });
    expect(await software.refusal(viewOwnToken, {})).toBe('not_signed_in');
    const mine = (await world.served.ann.browser.call(listApiTokens, {})).tokens.find(({ id }) => id === tokenId);
    expect(mine?.over).toBe('suspended');
    await chief().call(reactivateMember, member('ann'));
    await software.call(viewOwnToken, {});
    await chief().call(deactivateMember, { ...member('ann'), body: { keep: [tokenId] } });
    await software.call(viewOwnToken, {});
    await chief().call(reactivateMember, member('ann'));
  });

  test('removed: it ends for good, also if it was suspended before', async () => {
    const { software, tokenId } = await softwareOf(world, world.served.ben.browser, ['read']);
    await chief().call(deactivateMember, { ...member('ben'), body: {} });
    await chief().call(removeMember, { ...member('ben'), body: {} });
    expect(await software.refusal(viewOwnToken, {})).toBe('not_signed_in');
    const mine = (await world.served.ben.browser.call(listApiTokens, {})).tokens.find(({ id }) => id === tokenId);
    expect(mine?.over).toBe('revoked');
  });
});

test('whatever happens to a person, a token never does more than the person’s browser and its scopes', {
  timeout: 120_000,
}, async () => {
  const made = await givenCase(world);
  const scopesOf = fc.uniqueArray(fc.constantFrom(...tokenScopes), { minLength: 1 });
  const happening = fc.constantFrom('assign', 'free', 'give', 'take', 'deactivate', 'reactivate');
  const asked: { scope: TokenScope; ask: (by: typeof world.served.ann.browser) => Promise<number> }[] = [
    { scope: 'read', ask: async (by) => (await by.try(viewCase, of(made))).status },
    {
      scope: 'mark_ready',
      ask: async (by) =>
        (await by.try(reserveSetup, { params: { caseId: made.caseId, setupId: made.setupId }, body: {} })).status,
    },
  ];
  const { ann } = world.served;
  const assign = (accountId: string | null) =>
    chief().try(assignCases, {
      params: { organisationId: world.service.id },
      body: { caseIds: [made.caseId], accountId },
    });
  const happen: Record<string, () => Promise<unknown>> = {
    assign: () => assign(ann.person.id),
    free: () => assign(null),
    give: () =>
      world
        .sql(
          `with g as (insert into case_collaborators (case_id, collaboration_id, given_at, given_name) values ($1, $2, now(), 'P') on conflict do nothing)
         select 1`,
          [made.caseId, world.collaborationId],
        )
        .then(() => world.sql('select refresh_collaboration(array[$1::uuid])', [made.caseId])),
    take: () => take(world, made.caseId, world.collaborationId),
    deactivate: () => chief().try(deactivateMember, { ...member('ann'), body: {} }),
    reactivate: () => chief().try(reactivateMember, member('ann')),
  };
  await fc.assert(
    fc.asyncProperty(scopesOf, fc.array(happening, { minLength: 1, maxLength: 8 }), async (scopes, acts) => {
      await happen['reactivate']!();
      const { software, tokenId } = await softwareOf(world, ann.browser, scopes);
      for (const act of acts) {
        await happen[act]!();
        for (const { scope, ask } of asked) {
          const [person, token] = [await ask(ann.browser), await ask(software)];
          if (token < 300 && (person >= 300 || !scopes.includes(scope)))
            throw new Error(
              `after ${acts.join(', ')} a token for ${scopes} got ${token} for ${scope}, its person ${person}`,
            );
        }
      }
      await ann.browser.call(revokeApiToken, { params: { tokenId } });
    }),
    { numRuns: 25, seed: 5 },
  );
});
