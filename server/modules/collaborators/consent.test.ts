import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import * as collaborators from '#contract/collaborators.ts';
import {
  acceptAs,
  add,
  atNorth,
  type CaseWorld,
  listed,
  makeCollaboratorWorld,
  someAddress,
  somebody,
  tick,
} from './testing/collaborator-world.ts';

let world: CaseWorld;
beforeAll(async () => {
  world = await makeCollaboratorWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());
beforeEach(async () => {
  await world.sql(`alter table consents disable trigger unchangeable; delete from consents; alter table consents enable trigger unchangeable;
    delete from consent_texts; delete from collaboration_links; delete from collaborations`);
});

const consentOf = (who: 'provider' | 'admin' = 'provider') =>
  world.browsers[who].call(collaborators.viewConsent, { params: atNorth(world), query: { language: 'de' } });
const texts = { en: 'New words', de: 'Neue Worte', fr: 'Nouveaux mots' };
const rewrite = (kind: 'patient_consent' | 'terms' | 'responsibility', after = 1) =>
  world.browsers.manager.try(collaborators.writeConsentText, {
    params: { groupId: world.theGroup.id },
    body: { kind, after, bodies: texts },
  });

describe('before both boxes are ticked', () => {
  test('nobody is looked up, added or sent a letter again', async () => {
    const { provider } = world.browsers;
    const params = atNorth(world);
    const email = someAddress();
    expect(await provider.refusal(collaborators.addCollaborator, { params, body: somebody(email) })).toBe(
      'consent_needed',
    );
    expect(await provider.refusal(collaborators.lookUpCollaborator, { params, body: { email } })).toBe(
      'consent_needed',
    );
    expect(await world.letters(email)).toEqual([]);
    expect((await provider.call(collaborators.listCollaborators, { params })).consentCurrent).toBe(false);
  });

  test('nor by an application that forgets to ask: the database refuses', async () => {
    const insert = world.app.platform.database.app.transaction(async (tx) => {
      await tx.actAs(world.people.provider.id);
      await tx.query(
        `insert into collaborations (id, group_id, practitioner_id, email, email_key, language, added_by, added_name, added_at, sent_at, expires_at)
         values (gen_random_uuid(), $1, $2, 'a@b.example', 'a@b.example', 'en', $3, 'P', $4, $4, $4)`,
        [world.theGroup.id, world.practitioners.provider, world.people.provider.id, tx.now],
      );
    });
    await expect(insert).rejects.toThrow('before consent');
  });

  test('one box alone, or a version that isn’t the newest, is not enough', async () => {
    await rewrite('terms');
    const params = atNorth(world);
    expect(
      await world.browsers.provider.refusal(collaborators.giveConsent, {
        params,
        body: { patientConsent: 1, terms: 1, language: 'en' },
      }),
    ).toBe('consent_outdated');
    expect((await consentOf()).current).toBe(false);
  });
});

describe('ticking', () => {
  test('keeps who, when, the version and the words that were seen', async () => {
    const { current, texts: shown } = await tick(world);
    expect(current).toBe(true);
    expect(shown[0]!.ticked).toMatchObject({ by: 'Provider Tester', onBehalf: false });
    const kept = await world.sql<{ kind: string; version: number; body: string; name: string }>(
      'select kind, version, body, name from consents order by kind',
    );
    expect(kept).toMatchObject([
      { kind: 'patient_consent', version: 1, name: 'Provider Tester', body: shown[0]!.body },
      { kind: 'terms', version: 1, name: 'Provider Tester', body: shown[1]!.body },
    ]);
    await tick(world);
    expect(await world.sql('select id from consents')).toHaveLength(2);
  });

  test('can’t be changed or undone afterwards, not even by the database’s owner', async () => {
    await tick(world);
    await expect(world.sql(`update consents set name = 'Somebody Else'`)).rejects.toThrow();
    await expect(world.sql('delete from consents')).rejects.toThrow();
  });

  test('by an Admin is kept as by Admin X for provider Y, and the provider is told at once', async () => {
    const before = (await world.letters(world.people.provider.email)).length;
    await tick(world, 'provider', 'admin');
    expect((await consentOf()).texts[0]!.ticked).toMatchObject({ by: 'Admin Tester', onBehalf: true });
    const letters = (await world.letters(world.people.provider.email)).slice(before);
    expect(letters).toMatchObject([
      { template: 'collaborators.doneForYou', values: { by: 'Admin Tester', deed: 'ticked' } },
    ]);
  });

  test('for somebody else is an Admin’s alone, and of that practice', async () => {
    const body = { patientConsent: 1, terms: 1, language: 'en' as const };
    for (const name of ['second', 'desk'] as const)
      expect(await world.browsers[name].refusal(collaborators.giveConsent, { params: atNorth(world), body })).toBe(
        'not_allowed',
      );
    expect(await world.browsers.manager.refusal(collaborators.giveConsent, { params: atNorth(world), body })).toBe(
      'not_allowed',
    );
    for (const name of ['southAdmin', 'outsider', 'labManager'] as const)
      expect(await world.browsers[name].refusal(collaborators.giveConsent, { params: atNorth(world), body })).toBe(
        'not_found',
      );
  });
});

describe('a new version of a text', () => {
  test('is the group manager’s, and not written over somebody else’s', async () => {
    for (const name of ['admin', 'provider'] as const)
      expect(
        await world.browsers[name].refusal(collaborators.writeConsentText, {
          params: { groupId: world.theGroup.id },
          body: { kind: 'terms', after: 1, bodies: texts },
        }),
      ).toMatch(/not_allowed|not_found/);
    expect((await rewrite('terms')).status).toBe(200);
    expect((await rewrite('terms')).problem.code).toBe('changed_meanwhile');
    expect((await rewrite('terms', 2)).problem.code).toBe('nothing_changed');
    const { texts: all } = await world.browsers.manager.call(collaborators.viewConsentTexts, {
      params: { groupId: world.theGroup.id },
    });
    expect(all.filter(({ kind }) => kind === 'terms').map(({ version, writtenBy }) => [version, writtenBy])).toEqual([
      [2, 'Manager Tester'],
      [1, null],
    ]);
  });

  test('leaves what is open as it is, and refuses anything new until it is ticked', async () => {
    await tick(world);
    const person = await world.person();
    const first = await add(world, person.email);
    await rewrite('terms');
    const { provider } = world.browsers;
    expect((await consentOf()).texts[1]).toMatchObject({ version: 2, body: texts.de, ticked: null, renewed: true });
    // Whoever was asked before may still accept.
    expect((await acceptAs(await world.as(person), first.id)).status).toBe(204);
    expect((await listed(world))[0]).toMatchObject({ state: 'active' });
    const body = somebody(someAddress());
    expect(await provider.refusal(collaborators.addCollaborator, { params: atNorth(world), body })).toBe(
      'consent_needed',
    );
    const change = { practices: null, grants: ['prices' as const], futureCases: false };
    expect(await provider.refusal(collaborators.changeCollaborator, { params: first.params, body: change })).toBe(
      'consent_needed',
    );
    // Taking something away needs no consent.
    await provider.call(collaborators.changeCollaborator, { params: first.params, body: { ...change, grants: [] } });
    await tick(world);
    await provider.call(collaborators.changeCollaborator, { params: first.params, body: change });
  });

  test('of the responsibility is what the next one accepts, never the one before', async () => {
    await tick(world);
    const person = await world.person();
    const added = await add(world, person.email);
    await rewrite('responsibility');
    const browser = await world.as(person);
    expect((await acceptAs(browser, added.id)).problem.code).toBe('consent_outdated');
    const { waiting } = await browser.call(collaborators.listMyCollaborations, { query: { language: 'fr' } });
    expect(waiting[0]!.responsibility).toMatchObject({ version: 2, body: texts.fr });
    await browser.call(collaborators.acceptCollaboration, {
      params: { collaborationId: added.id },
      body: { responsibility: 2, language: 'fr' },
    });
    expect(await world.sql(`select version, body, name, language from consents where kind = 'responsibility'`)).toEqual(
      [{ version: 2, body: texts.fr, name: `${person.firstName} ${person.lastName}`, language: 'fr' }],
    );
  });
});
