import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { viewMe } from '#contract/identity.ts';
import {
  chooseLaboratories,
  createGroupLaboratory,
  editPackages,
  editRequirements,
  listGroupLaboratories,
  listLaboratories,
  usualPackages,
  viewChosenLaboratory,
  viewLaboratorySettings,
} from '#contract/laboratories.ts';
import { usualRequirements } from '#contract/records.ts';
import { acceptInvitation, invite, listMembers, listMyInvitations } from '#contract/team.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { makeWorld, type Organisation, type Person, type World } from '#testing/world.ts';

let world: World;
let group: Organisation;
let practice: Organisation;
let elsewhere: Organisation;
let laboratory: Organisation;
let other: Organisation;
let admin: TestBrowser;
let dentist: TestBrowser;
let manager: TestBrowser;
let labManager: TestBrowser;
let technician: TestBrowser;

const signIn = async (person: Person) => world.as(person);
const at = (organisation: Organisation) => ({ params: { practiceId: organisation.id } });
const of = (organisation: Organisation) => ({ params: { organisationId: organisation.id } });
const choose = (laboratoryIds: string[], preferredId: string | null = null) => ({
  ...at(practice),
  body: { laboratoryIds, preferredId },
});

beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'));
  group = await world.group();
  practice = await world.practice(group, 'North');
  elsewhere = await world.practice(await world.group(), 'Elsewhere');
  laboratory = await world.organisation('laboratory', 'Clear Lab');
  other = await world.organisation('laboratory', 'Other Lab');
  const people = await Promise.all(Array.from({ length: 5 }, () => world.person()));
  await world.member(practice, people[0]!, 'owner_manager');
  await world.member(practice, people[1]!, 'practitioner', 'user', 'dentist');
  await world.member(group, people[2]!, 'group_manager');
  await world.member(laboratory, people[3]!, 'laboratory_manager');
  await world.member(laboratory, people[4]!, 'technician');
  [admin, dentist, manager, labManager, technician] = (await Promise.all(people.map(signIn))) as [
    TestBrowser,
    TestBrowser,
    TestBrowser,
    TestBrowser,
    TestBrowser,
  ];
});
afterAll(() => world?.stop());

describe('choosing laboratories', () => {
  test('is for Admins of the practice and managers of its group alone', async () => {
    expect(await dentist.refusal(chooseLaboratories, choose([laboratory.id]))).toBe('not_allowed');
    expect(await labManager.refusal(chooseLaboratories, choose([laboratory.id]))).toBe('not_found');
    expect(await admin.refusal(chooseLaboratories, { ...choose([]), ...at(elsewhere) })).toBe('not_found');
  });

  test('refuses what isn’t on offer: a practice, another group’s laboratory, a preferred one that isn’t chosen', async () => {
    const theirs = await world.organisation('laboratory', 'Their Own');
    await world.sql('update organisations set group_id = $2 where id = $1', [theirs.id, elsewhere.groupId]);
    for (const wrong of [practice.id, theirs.id, group.id]) {
      expect(await admin.refusal(chooseLaboratories, choose([laboratory.id, wrong]))).toBe('laboratory_not_offered');
    }
    expect(await admin.refusal(chooseLaboratories, choose([laboratory.id], other.id))).toBe('laboratory_not_offered');
    const { laboratories } = await admin.call(listLaboratories, at(practice));
    expect(laboratories.map(({ name }) => name)).not.toContain('Their Own');
    expect(laboratories.filter(({ chosen }) => chosen)).toEqual([]);
  });

  test('keeps one preferred, and what is left out is chosen no more', async () => {
    await admin.call(chooseLaboratories, choose([laboratory.id, other.id], other.id));
    const { laboratories } = await admin.call(chooseLaboratories, choose([laboratory.id, other.id], laboratory.id));
    expect(laboratories.filter(({ preferred }) => preferred).map(({ name }) => name)).toEqual(['Clear Lab']);
    const after = await admin.call(chooseLaboratories, choose([laboratory.id]));
    expect(after.laboratories.filter(({ chosen }) => chosen).map(({ name }) => name)).toEqual(['Clear Lab']);
    const seen = await dentist.call(listLaboratories, at(practice));
    expect([seen.mayChoose, after.mayChoose]).toEqual([false, true]);
  });

  test('two Admins at once leave one of both choices', async () => {
    const answers = await Promise.all([
      admin.try(chooseLaboratories, choose([laboratory.id], laboratory.id)),
      admin.try(chooseLaboratories, choose([other.id], other.id)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { laboratories } = await admin.call(listLaboratories, at(practice));
    expect(laboratories.filter(({ preferred }) => preferred)).toHaveLength(1);
    expect(laboratories.filter(({ chosen }) => chosen)).toHaveLength(1);
  });

  test('a laboratory not chosen shows nobody its packages', async () => {
    await admin.call(chooseLaboratories, choose([laboratory.id]));
    const look = (id: string) => ({ params: { practiceId: practice.id, laboratoryId: id } });
    expect(await dentist.refusal(viewChosenLaboratory, look(other.id))).toBe('not_found');
    expect(await dentist.refusal(viewChosenLaboratory, look(practice.id))).toBe('not_found');
    const seen = await dentist.call(viewChosenLaboratory, look(laboratory.id));
    expect(seen.packages.map(({ name }) => name)).toEqual(usualPackages.map(({ name }) => name));
    expect(seen.requirements.retainer.model_upper).toBe('required');
  });
});

describe('a laboratory’s settings', () => {
  test('begin with the usual packages and records, exactly as the contract names them', async () => {
    const { packages, requirements, mayEdit } = await technician.call(viewLaboratorySettings, of(laboratory));
    expect(packages.map(({ id: _, price: __, offered: ___, ...rest }) => rest)).toEqual(usualPackages);
    expect(requirements.aligner).toEqual(usualRequirements('aligner'));
    expect(mayEdit).toBe(false);
  });

  test('are edited by its managers alone', async () => {
    const { packages, requirements } = await labManager.call(viewLaboratorySettings, of(laboratory));
    expect(await technician.refusal(editPackages, { ...of(laboratory), body: { packages } })).toBe('not_allowed');
    expect(await technician.refusal(editRequirements, { ...of(laboratory), body: { requirements } })).toBe(
      'not_allowed',
    );
    expect(await admin.refusal(editPackages, { ...of(laboratory), body: { packages } })).toBe('not_found');
    expect(await labManager.refusal(editPackages, { ...of(other), body: { packages } })).toBe('not_found');
    expect(await admin.refusal(viewLaboratorySettings, of(practice))).toBe('not_allowed');
  });

  test('refuse two packages of one name, and a package of another laboratory', async () => {
    const { packages } = await labManager.call(viewLaboratorySettings, of(laboratory));
    const twice = packages.map((each, place) => (place === 0 ? { ...each, name: 'mini' } : each));
    expect(await labManager.refusal(editPackages, { ...of(laboratory), body: { packages: twice } })).toBe('name_taken');
    const [foreign] = await world.sql<{ id: string }>('select id from packages where laboratory_id = $1', [other.id]);
    const stolen = packages.map((each, place) => (place === 0 ? { ...each, id: foreign!.id } : each));
    expect(await labManager.refusal(editPackages, { ...of(laboratory), body: { packages: stolen } })).toBe('not_found');
  });

  test('keep packages in the order given, swap names, add and remove; a removed one stays for the cases that have it', async () => {
    const { packages } = await labManager.call(viewLaboratorySettings, of(laboratory));
    const [flex, mini, ...rest] = packages;
    const swapped = [
      { ...mini!, name: 'FLEX', price: 'from 1 190 EUR' },
      { ...flex!, name: 'MINI', offered: false },
      { ...rest[0]!, id: null, name: 'NEW', stages: 6 },
      ...rest.slice(1),
    ];
    const { packages: kept } = await labManager.call(editPackages, { ...of(laboratory), body: { packages: swapped } });
    expect(kept.map(({ name }) => name)).toEqual(['FLEX', 'MINI', 'NEW', 'TWO', 'UNLIMITED 3', 'UNLIMITED 5']);
    expect(kept[0]).toMatchObject({ id: mini!.id, price: 'from 1 190 EUR' });
    const [gone] = await world.sql<{ removed_at: Date | null }>('select removed_at from packages where id = $1', [
      rest[0]!.id,
    ]);
    expect(gone!.removed_at).not.toBeNull();
    const seen = await dentist.call(viewChosenLaboratory, {
      params: { practiceId: practice.id, laboratoryId: laboratory.id },
    });
    expect(seen.packages.map(({ name }) => name)).not.toContain('MINI');
  });

  test('say which records are needed, kind by kind, and leave the rest as it was', async () => {
    const requirements = {
      aligner: { xray_panoramic: 'required' },
      revision: {},
      retainer: {},
      replacement: {},
    } as const;
    const { requirements: now } = await labManager.call(editRequirements, {
      ...of(laboratory),
      body: { requirements },
    });
    expect(now.aligner).toEqual({ ...usualRequirements('aligner'), xray_panoramic: 'required' });
    expect(now.revision).toEqual(usualRequirements('revision'));
  });
});

describe('a laboratory of the group', () => {
  test('is founded by the group’s manager alone, under a name that is free', async () => {
    const body = {
      name: 'House Lab',
      manager: { email: 'boss@lab.example', firstName: 'B', lastName: 'O', language: 'en' },
    } as const;
    const params = { groupId: group.id };
    expect(await admin.refusal(createGroupLaboratory, { params, body })).toBe('not_found');
    expect(await labManager.refusal(createGroupLaboratory, { params, body })).toBe('not_found');
    expect(await manager.refusal(createGroupLaboratory, { params: { groupId: elsewhere.groupId! }, body })).toBe(
      'not_found',
    );
    expect(await manager.refusal(createGroupLaboratory, { params, body: { ...body, name: 'clear lab' } })).toBe(
      'name_taken',
    );
  });

  test('appears in its manager’s switcher, is managed like any other, and is on offer in the group alone', async () => {
    const boss = await world.person({ email: 'boss2@lab.example' });
    const { id } = await manager.call(createGroupLaboratory, {
      params: { groupId: group.id },
      body: { name: 'Own Lab', manager: { email: 'boss2@lab.example', firstName: 'B', lastName: 'O', language: 'en' } },
    });
    const before = await manager.call(listGroupLaboratories, { params: { groupId: group.id } });
    expect(before.laboratories).toEqual([{ id, name: 'Own Lab', managers: 0, managerInvited: 'pending' }]);
    const bossBrowser = await world.as(boss);
    const [waiting] = (await bossBrowser.call(listMyInvitations, {})).invitations;
    await bossBrowser.call(acceptInvitation, { params: { invitationId: waiting!.id }, body: {} });
    expect((await bossBrowser.call(viewMe, {})).contexts).toMatchObject([
      { organisationId: id, kind: 'laboratory', positions: ['laboratory_manager'] },
    ]);
    const own = { params: { organisationId: id } };
    expect((await bossBrowser.call(viewLaboratorySettings, own)).packages).toHaveLength(usualPackages.length);
    await bossBrowser.call(invite, {
      ...own,
      body: { email: 'tech@lab.example', firstName: 'T', lastName: 'E', role: 'technician' },
    });
    // The group's manager keeps its team, and sees no case of it.
    expect((await manager.call(listMembers, own)).members).toHaveLength(1);
    expect(await manager.refusal(viewLaboratorySettings, own)).toBe('not_allowed');
    const offered = await admin.call(listLaboratories, at(practice));
    expect(offered.laboratories[0]).toMatchObject({ id, ownGroup: true });
    expect(await bossBrowser.refusal(listMembers, { params: { organisationId: practice.id } })).toBe('not_found');
    expect(await bossBrowser.refusal(listMembers, { params: { organisationId: group.id } })).toBe('not_found');
  });
});
