import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import * as collaborators from '#contract/collaborators.ts';
import { addCase, addOrder } from '../cases/testing/case-world.ts';
import { openLiveEvents } from '../team/testing/live-events.ts';
import {
  acceptAs,
  active,
  add,
  atNorth,
  type CaseWorld,
  give,
  listed,
  makeCollaboratorWorld,
  registration,
  seenBy,
  someAddress,
  somebody,
  stateOf,
  tick,
} from './testing/collaborator-world.ts';

let world: CaseWorld;
beforeAll(async () => {
  world = await makeCollaboratorWorld(inject('postgresUrl'));
  await tick(world);
});
afterAll(() => world?.stop());

const lastLetter = async (to: string) => (await world.letters(to)).at(-1)!;

describe('a known and an unknown address', () => {
  test('are answered, listed and asked alike: who adds can’t tell which letter went out', async () => {
    const known = await world.person({ firstName: 'Kim', lastName: 'Known' });
    const unknown = someAddress();
    const { provider } = world.browsers;
    const params = atNorth(world);
    const looked = await Promise.all(
      [known.email, unknown].map((email) =>
        provider.call(collaborators.lookUpCollaborator, { params, body: { email } }),
      ),
    );
    expect(looked).toEqual([{ name: null }, { name: null }]);
    const added = [await add(world, known.email), await add(world, unknown)];
    const shape = ({ id, email, addedAt, sentAt, expiresAt, token, params: _, ...rest }: (typeof added)[number]) =>
      rest;
    expect(shape(added[0]!)).toEqual(shape(added[1]!));
    expect((await lastLetter(known.email)).template).toBe('collaborators.accept');
    expect((await lastLetter(unknown)).template).toBe('collaborators.register');
    const rows = (await listed(world)).filter(({ id }) => added.some((each) => each.id === id));
    expect(rows.map(({ state, may }) => [state, may])).toEqual([
      ['waiting', rows[0]!.may],
      ['waiting', rows[0]!.may],
    ]);
  });

  test('take the same time, measured in pairs', async () => {
    const known = await world.person();
    const params = atNorth(world);
    const timeOf = async (email: string) => {
      const began = performance.now();
      await world.browsers.provider.call(collaborators.lookUpCollaborator, { params, body: { email } });
      return performance.now() - began;
    };
    let slower = 0;
    const pairs = 24;
    for (let at = 0; at < pairs; at += 1) {
      const [one, other] = at % 2 === 0 ? [known.email, someAddress()] : [someAddress(), known.email];
      const [first, second] = [await timeOf(one!), await timeOf(other!)];
      if ((at % 2 === 0) === first > second) slower += 1;
    }
    // By chance alone this fails in one of three thousand runs.
    expect(slower).toBeGreaterThan(3);
    expect(slower).toBeLessThan(21);
  });

  test('the name is filled in for the group’s people, former collaborators and the findable, for the exact address alone', async () => {
    const look = async (email: string) =>
      (
        await world.browsers.provider.call(collaborators.lookUpCollaborator, {
          params: atNorth(world),
          body: { email },
        })
      ).name;
    expect(await look(world.people.southAdmin.email.toUpperCase())).toEqual({
      firstName: 'SouthAdmin',
      lastName: 'Tester',
    });
    const stranger = await world.person({ firstName: 'Fin', lastName: 'Dable' });
    expect(await look(stranger.email)).toBeNull();
    const browser = await world.as(stranger);
    expect(await browser.call(collaborators.viewFindable, {})).toEqual({ findable: false });
    await browser.call(collaborators.chooseFindable, { body: { findable: true } });
    expect(await look(stranger.email)).toEqual({ firstName: 'Fin', lastName: 'Dable' });
    expect(await look(stranger.email.slice(1))).toBeNull();
    await browser.call(collaborators.chooseFindable, { body: { findable: false } });
    const former = await active(world);
    await world.browsers.provider.call(collaborators.endCollaborator, { params: former.params });
    expect(await look(former.person.email)).toEqual({ firstName: 'Cora', lastName: 'Active' });
    // For this provider alone.
    await tick(world, 'second');
    const second = await world.browsers.second.call(collaborators.lookUpCollaborator, {
      params: atNorth(world, 'second'),
      body: { email: former.person.email },
    });
    expect(second.name).toBeNull();
  });
});

describe('what can never be granted', () => {
  test('is refused if it is sent', async () => {
    for (const grant of ['approve', 'decline', 'billing', 'confirm', '']) {
      const body = { ...somebody(someAddress()), grants: [grant as 'prices'] };
      expect(
        await world.browsers.provider.refusal(collaborators.addCollaborator, { params: atNorth(world), body }),
      ).toBe('invalid');
    }
    const { params } = await add(world);
    expect(
      await world.browsers.provider.refusal(collaborators.changeCollaborator, {
        params,
        body: { grants: ['approve' as 'prices'], practices: null, futureCases: false },
      }),
    ).toBe('invalid');
    await expect(
      world.sql(`update collaborations set grants = array['approve'] where id = $1`, [params.collaborationId]),
    ).rejects.toThrow();
  });

  test('nobody becomes a collaborator on their own cases, nor twice', async () => {
    const own = somebody(world.people.provider.email.toUpperCase());
    const { provider } = world.browsers;
    expect(await provider.refusal(collaborators.addCollaborator, { params: atNorth(world), body: own })).toBe(
      'collaborator_is_provider',
    );
    const email = someAddress();
    await add(world, email);
    expect(
      await provider.refusal(collaborators.addCollaborator, {
        params: atNorth(world),
        body: somebody(email.toUpperCase()),
      }),
    ).toBe('collaborator_exists');
    const both = someAddress();
    const answers = await Promise.all(
      [1, 2].map(() => provider.try(collaborators.addCollaborator, { params: atNorth(world), body: somebody(both) })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('until accepted', () => {
  test('the collaborator sees nothing; on acceptance every case given is there in the same moment', async () => {
    const person = await world.person();
    const cases = [await addCase(world), await addCase(world)];
    const hidden = await addCase(world);
    await world.sql('update cases set not_shared = true where id = $1', [hidden.caseId]);
    const added = await add(world, person.email);
    expect(await give(world, added.id, [...cases, hidden])).toMatchObject({ given: 2, not_shared: 1 });
    expect(await seenBy(world, person, cases)).toEqual([]);
    expect((await listed(world)).find(({ id }) => id === added.id)).toMatchObject({ state: 'waiting', cases: 2 });
    const browser = await world.as(person);
    const before = (await world.letters(world.people.provider.email)).length;
    expect((await acceptAs(browser, added.id)).status).toBe(204);
    expect(await seenBy(world, person, [...cases, hidden])).toEqual(cases.map(({ number }) => number));
    expect((await world.letters(world.people.provider.email)).slice(before)).toMatchObject([
      {
        template: 'collaborators.answered',
        values: { answer: 'accepted', person: `${person.firstName} ${person.lastName}` },
      },
    ]);
  });

  test('somebody without an account registers and accepts responsibility in one step', async () => {
    const { token, id } = await add(world);
    const browser = world.stranger();
    const outdated = await browser.try(collaborators.registerCollaborator, {
      body: registration(token, { responsibility: 7 }),
    });
    expect(outdated.problem.code).toBe('consent_outdated');
    await browser.call(collaborators.registerCollaborator, { body: registration(token) });
    expect((await browser.call(collaborators.listMyCollaborations, {})).collaborations).toMatchObject([
      { id, state: 'active' },
    ]);
    const [kept] = await world.sql<{ body: string; name: string; version: number }>(
      'select * from consents where collaboration_id = $1',
      [id],
    );
    expect(kept).toMatchObject({ name: 'Col Laborator', version: 1 });
    expect(kept!.body.length).toBeGreaterThan(100);
  });

  test('who declines, by link or signed in, gets nothing, and the provider is told', async () => {
    const byLink = await add(world);
    await world.stranger().call(collaborators.declineCollaborationByLink, { body: { token: byLink.token } });
    const person = await world.person();
    const signedIn = await add(world, person.email);
    const browser = await world.as(person);
    expect(
      await world.stranger().refusal(collaborators.declineCollaborationByLink, { body: { token: signedIn.token } }),
    ).toBe('invitation_needs_sign_in');
    await browser.call(collaborators.declineCollaboration, { params: { collaborationId: signedIn.id } });
    for (const { id } of [byLink, signedIn]) expect(await stateOf(world, id)).toBe('declined');
    expect(await lastLetter(world.people.provider.email)).toMatchObject({ values: { answer: 'declined' } });
    expect((await acceptAs(browser, signedIn.id)).problem.code).toBe('invitation_declined');
  });

  test('it waits in the interface at once, live, for somebody already signed in', async () => {
    const person = await world.person();
    const browser = await world.as(person);
    const events = await openLiveEvents(browser);
    await add(world, person.email);
    await events.next('collaborations_changed');
    expect((await browser.call(collaborators.listMyCollaborations, {})).waiting).toHaveLength(1);
    events.close();
  });
});

describe('once active', () => {
  test('grants, practices and the end of it hold at once', async () => {
    const collaborator = await active(world, { grants: ['prices'] });
    const south = await addCase(world, { practice: world.south });
    const north = await addCase(world);
    await give(world, collaborator.id, [south, north]);
    expect(await seenBy(world, collaborator.person, [south, north])).toHaveLength(2);
    const change = (body: { grants: ['revisions'] | []; practices: string[] | null }) =>
      world.browsers.provider.call(collaborators.changeCollaborator, {
        params: collaborator.params,
        body: { ...body, futureCases: false },
      });
    expect(await change({ grants: ['revisions'], practices: [world.north.id] })).toMatchObject({
      grants: ['revisions'],
      cases: 1,
    });
    expect(await seenBy(world, collaborator.person, [south, north])).toEqual([north.number]);
    await world.browsers.provider.call(collaborators.endCollaborator, { params: collaborator.params });
    expect(await seenBy(world, collaborator.person, [north])).toEqual([]);
    expect(await stateOf(world, collaborator.id)).toBe('ended');
    // The same person may be asked again; what was given before isn’t.
    const again = await active(world, {}, collaborator.person);
    expect(again.cases).toBe(0);
  });

  test('the collaborator leaves altogether, and the provider is told', async () => {
    const collaborator = await active(world);
    const made = await addCase(world);
    await give(world, collaborator.id, [made]);
    const params = { collaborationId: collaborator.id };
    await collaborator.browser.call(collaborators.leaveCollaboration, { params });
    expect(await seenBy(world, collaborator.person, [made])).toEqual([]);
    expect(await collaborator.browser.refusal(collaborators.leaveCollaboration, { params })).toBe('collaboration_over');
    expect((await listed(world)).find(({ id }) => id === collaborator.id)).toMatchObject({
      state: 'ended',
      overBecause: 'collaborator',
    });
    expect(await lastLetter(world.people.provider.email)).toMatchObject({ values: { answer: 'left' } });
    expect(await world.browsers.outsider.refusal(collaborators.leaveCollaboration, { params })).toBe('not_found');
  });

  test('changes nothing of what was given, even with the application out of the way', async () => {
    const collaborator = await active(world);
    const change = world.app.platform.database.app.transaction(async (tx) => {
      await tx.actAs(collaborator.person.id);
      await tx.query(`update collaborations set grants = array['prices'] where id = $1`, [collaborator.id]);
    });
    await expect(change).rejects.toThrow('does not change what was given');
  });

  test('accepting under a second address goes on as one collaboration, and loses no case', async () => {
    const collaborator = await active(world);
    const made = await addCase(world);
    await give(world, collaborator.id, [made]);
    await world.sql('update accounts set email = $2, email_key = $2 where id = $1', [
      collaborator.person.id,
      'second.address@outside.example',
    ]);
    const second = await add(world, 'second.address@outside.example');
    expect((await acceptAs(collaborator.browser, second.id)).status).toBe(204);
    expect(await stateOf(world, collaborator.id)).toBe('ended');
    expect(await seenBy(world, collaborator.person, [made])).toEqual([made.number]);
    const [row] = await world.sql<{ collaborators: number }>(
      `select collaborators from case_rows where case_id = $1 and side = 'practice'`,
      [made.caseId],
    );
    expect(row!.collaborators).toBe(1);
  });
});

describe('future cases', () => {
  test('are given as they begin, never one not to be shared, and no longer once switched off', async () => {
    const collaborator = await active(world, { futureCases: true, practices: [world.north.id] });
    const made = await addCase(world, { category: 'draft' });
    const south = await addCase(world, { practice: world.south });
    const others = await addCase(world, { provider: world.practitioners.second });
    expect(await seenBy(world, collaborator.person, [made, south, others])).toEqual([made.number]);
    await world.browsers.provider.call(collaborators.changeCollaborator, {
      params: collaborator.params,
      body: { grants: [], practices: [world.north.id], futureCases: false },
    });
    const later = await addCase(world);
    expect(await seenBy(world, collaborator.person, [made, later])).toEqual([made.number]);
  });

  test('a case begun before is given with its next order, unless it was taken away', async () => {
    const [begun, taken] = [await addCase(world, { category: 'draft' }), await addCase(world, { category: 'draft' })];
    const collaborator = await active(world, { futureCases: true });
    await give(world, collaborator.id, [taken]);
    await world.sql(`update case_collaborators set taken_at = now(), taken_because = 'provider' where case_id = $1`, [
      taken.caseId,
    ]);
    for (const { caseId, orderId } of [begun, taken]) {
      await world.sql('update orders set submitted_at = now() where id = $1', [orderId]);
      await addOrder(world, caseId, { kind: 'retainer' });
    }
    expect(await seenBy(world, collaborator.person, [begun, taken])).toEqual([begun.number]);
  });
});

describe('an Admin', () => {
  test('acts for a provider on the practice’s cases alone, by name, and the provider is told at once', async () => {
    const { admin } = world.browsers;
    const body = somebody(someAddress());
    expect(await admin.refusal(collaborators.addCollaborator, { params: atNorth(world), body })).toBe(
      'practice_not_of_provider',
    );
    expect(
      await admin.refusal(collaborators.addCollaborator, {
        params: atNorth(world),
        body: { ...body, practices: [world.south.id] },
      }),
    ).toBe('practice_not_of_provider');
    const email = someAddress();
    const added = await add(world, email, { practices: [world.north.id] }, 'admin');
    expect(added).toMatchObject({ onBehalf: true, addedBy: 'Admin Tester', practices: [{ name: 'North' }] });
    expect(await lastLetter(world.people.provider.email)).toMatchObject({
      template: 'collaborators.doneForYou',
      values: { deed: 'added', by: 'Admin Tester' },
    });
    const ended = await admin.call(collaborators.revokeCollaborator, { params: added.params });
    expect(ended.state).toBe('revoked');
    // What the provider opened in every practice is the provider’s own matter.
    const wide = await add(world);
    expect((await listed(world, 'admin')).find(({ id }) => id === wide.id)).toMatchObject({ may: [] });
    expect(await admin.refusal(collaborators.revokeCollaborator, { params: wide.params })).toBe('not_allowed');
  });

  test('members and other practices’ Admins do not', async () => {
    const body = somebody(someAddress());
    const params = atNorth(world);
    expect(await world.browsers.second.refusal(collaborators.addCollaborator, { params, body })).toBe('not_allowed');
    expect(await world.browsers.desk.refusal(collaborators.listCollaborators, { params })).toBe('not_allowed');
    for (const name of ['southAdmin', 'outsider', 'labManager'] as const)
      expect(await world.browsers[name].refusal(collaborators.listCollaborators, { params })).toBe('not_found');
  });
});

describe('a planning service', () => {
  test('is accepted by its manager, and person and service stand together', async () => {
    const service = await world.organisation('planning_service', 'Plan & Move');
    const [manager, member] = [await world.person({ firstName: 'Sven', lastName: 'Head' }), await world.person()];
    await world.member(service, manager, 'service_manager');
    await world.member(service, member, 'service_member');
    const { provider } = world.browsers;
    const { services } = await provider.call(collaborators.listPlanningServices, {
      params: { practiceId: world.north.id },
    });
    expect(services).toContainEqual({ id: service.id, name: 'Plan & Move' });
    const body = { who: { kind: 'planning_service' as const, serviceId: service.id }, practices: null };
    const added = await provider.call(collaborators.addCollaborator, { params: atNorth(world), body });
    expect(await lastLetter(manager.email)).toMatchObject({ template: 'collaborators.acceptForService' });
    const made = await addCase(world);
    await give(world, added.id, [made]);
    expect((await acceptAs(await world.as(member), added.id)).status).toBe(404);
    const browser = await world.as(manager);
    expect((await browser.call(collaborators.listMyCollaborations, {})).waiting).toMatchObject([
      { id: added.id, service: { name: 'Plan & Move' } },
    ]);
    expect((await acceptAs(browser, added.id)).status).toBe(204);
    expect(await seenBy(world, service, [made])).toEqual([made.number]);
    expect((await lastLetter(world.people.provider.email)).values.person).toBe('Sven Head (Plan & Move)');
    await browser.call(collaborators.leaveCollaboration, { params: { collaborationId: added.id } });
    expect(await seenBy(world, service, [made])).toEqual([]);
  });
});
