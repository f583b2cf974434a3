import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { listLetters, listOrganisations, renameOrganisation, viewLetter } from '#contract/practices.ts';
import { newId } from '#platform/ids.ts';
import { makeWorld, type Person, type World } from '../../testing/world.ts';

let world: World;
let administrator: Person;
let manager: Person;

beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'));
  administrator = await world.person({ instanceAdministrator: true });
  const group = await world.group('Alpha Group');
  manager = await world.person();
  await world.member(group, manager, 'group_manager');
  await world.practice(group, 'Alpha One');
  await world.practice(group, 'Alpha Two');
  const laboratory = await world.organisation('laboratory', 'Beta Lab');
  await world.sql(
    `insert into invitations (id, organisation_id, email, email_key, first_name, last_name, language, role, level, invited_by, inviter_name,
       created_at, sent_at, expires_at) values ($1, $2, 'x@example.org', 'x@example.org', 'X', 'Y', 'en', 'laboratory_manager', 'admin', $3, 'A', $4, $4, $5)`,
    [newId(), laboratory.id, administrator.id, world.clock.now(), new Date(world.clock.now().getTime() + 86_400_000)],
  );
});
afterAll(() => world?.stop());

describe('the instance', () => {
  test('isn’t there for a group manager, nor for somebody signed out', async () => {
    const browser = await world.as(manager);
    expect(await browser.refusal(listOrganisations, {})).toBe('not_found');
    expect(await browser.refusal(listLetters, {})).toBe('not_found');
    expect(await browser.refusal(viewLetter, { params: { id: newId() } })).toBe('not_found');
    expect(await browser.refusal(renameOrganisation, { params: { id: newId() }, body: { name: 'X' } })).toBe(
      'not_found',
    );
    expect(await world.stranger().refusal(listOrganisations, {})).toBe('not_signed_in');
  });

  test('shows its administrator each organisation with managers, practices and whether a first manager is invited', async () => {
    const { organisations } = await (await world.as(administrator)).call(listOrganisations, {});
    expect(
      organisations.map(({ kind, name, practices, managers, managerInvited }) => [
        kind,
        name,
        practices,
        managers,
        managerInvited,
      ]),
    ).toEqual([
      ['group', 'Alpha Group', 2, 1, null],
      ['laboratory', 'Beta Lab', 0, 0, 'pending'],
    ]);
  });

  test('lets its administrator rename an organisation, not a practice, and not to a name that is taken', async () => {
    const browser = await world.as(administrator);
    const { organisations } = await browser.call(listOrganisations, {});
    const laboratory = organisations.find(({ kind }) => kind === 'laboratory')!;
    await world.organisation('laboratory', 'Gamma Lab');
    const params = { id: laboratory.id };
    expect(await browser.refusal(renameOrganisation, { params, body: { name: 'gamma lab' } })).toBe('name_taken');
    const renamed = await browser.call(renameOrganisation, { params, body: { name: 'Delta Lab' } });
    expect(renamed).toEqual({ ...laboratory, name: 'Delta Lab' });
    const [entry] = await world.sql<{ facts: unknown }>(
      `select facts from audit_entries where organisation_id = $1 and action = 'renameOrganisation'`,
      [laboratory.id],
    );
    expect(entry?.facts).toEqual({ changes: [{ field: 'name', before: 'Beta Lab', after: 'Delta Lab' }] });
    const [practice] = await world.sql<{ id: string }>(`select id from organisations where kind = 'practice' limit 1`);
    expect(await browser.refusal(renameOrganisation, { params: { id: practice!.id }, body: { name: 'Mine' } })).toBe(
      'not_found',
    );
    expect(await browser.refusal(renameOrganisation, { params: { id: newId() }, body: { name: 'Nobody' } })).toBe(
      'not_found',
    );
  });

  test('shows its administrator an empty outbox, and no letter under an id that is none', async () => {
    const browser = await world.as(administrator);
    expect(await browser.call(listLetters, { query: { state: 'kept' } })).toEqual({
      letters: [],
      next: null,
      mailConfigured: false,
    });
    expect(await browser.refusal(viewLetter, { params: { id: newId() } })).toBe('not_found');
    expect(await browser.refusal(listLetters, { query: { state: 'lost' as 'kept' } })).toBe('invalid');
  });
});
