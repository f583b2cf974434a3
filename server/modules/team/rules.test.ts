import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { landingPages, levels, positions, roles } from '#contract/permissions.ts';
import { Refusal } from '#platform/refusal.ts';
import { checkProfessional, lacking, levelFor, memberActs, nameKey, nameLikeness, type Professional } from './rules.ts';
import { landingOf } from './view-me.ts';

const nothing: Professional = { clinicalRole: null, specialty: '', registrationNumber: '' };
const france = { kind: 'practice', country: 'FR' } as const;
const germany = { kind: 'practice', country: 'DE' } as const;

function code(result: Professional | Refusal): string | null {
  return result instanceof Refusal ? result.code : null;
}

describe('role, clinical role and registration number', () => {
  test.each([
    ['a practitioner without a clinical role', germany, 'practitioner', nothing, 'clinical_role_missing'],
    [
      'a clinical role at the front desk',
      germany,
      'front_desk',
      { ...nothing, clinicalRole: 'dentist' },
      'clinical_role_not_of_role',
    ],
    ['a group manager in a practice', germany, 'group_manager', nothing, 'role_not_of_organisation'],
    [
      'a practitioner in a laboratory',
      { kind: 'laboratory', country: null },
      'practitioner',
      nothing,
      'role_not_of_organisation',
    ],
    ['an owner in a group', { kind: 'group', country: null }, 'owner_manager', nothing, 'role_not_of_organisation'],
    [
      'a dentist in France without RPPS',
      france,
      'practitioner',
      { ...nothing, clinicalRole: 'dentist' },
      'registration_number_missing',
    ],
    [
      'a dentist in France with a wrong RPPS',
      france,
      'practitioner',
      { ...nothing, clinicalRole: 'dentist', registrationNumber: '79927398714' },
      'registration_number_invalid',
    ],
    [
      'an owner in France who treats as dentist, without RPPS',
      france,
      'owner_manager',
      { ...nothing, clinicalRole: 'dentist' },
      'registration_number_missing',
    ],
  ] as const)('refused: %s', (_what, place, role, given, expected) => {
    expect(code(checkProfessional(place, role, given, true))).toBe(expected);
  });

  test('an invitation may leave the number to the invitee, but not carry a wrong one', () => {
    const dentist = { ...nothing, clinicalRole: 'dentist' } as const;
    expect(code(checkProfessional(france, 'practitioner', dentist, false))).toBeNull();
    expect(code(checkProfessional(france, 'practitioner', { ...dentist, registrationNumber: '1' }, false))).toBe(
      'registration_number_invalid',
    );
  });

  test('a hygienist in France needs none, and an owner who doesn’t treat has none', () => {
    expect(checkProfessional(france, 'practitioner', { ...nothing, clinicalRole: 'hygienist' }, true)).toEqual({
      ...nothing,
      clinicalRole: 'hygienist',
    });
    expect(
      checkProfessional(france, 'owner_manager', { ...nothing, registrationNumber: '1', specialty: 'x' }, true),
    ).toEqual(nothing);
  });

  test('a number is kept tidied; only dentists have a specialty', () => {
    const given = { specialty: 'Orthodontics', registrationNumber: '799 2739 8713' };
    expect(checkProfessional(france, 'practitioner', { ...given, clinicalRole: 'dentist' }, true)).toEqual({
      clinicalRole: 'dentist',
      specialty: 'Orthodontics',
      registrationNumber: '79927398713',
    });
    expect(checkProfessional(germany, 'practitioner', { ...given, clinicalRole: 'other' }, true)).toEqual({
      clinicalRole: 'other',
      specialty: '',
      registrationNumber: '799 2739 8713',
    });
  });
});

test('an Owner/Manager is Admin unless another level is chosen; outside practices the role decides alone', () => {
  expect(roles.practice.map((role) => levelFor('practice', role, undefined))).toEqual(['admin', 'user', 'user']);
  for (const role of roles.practice) for (const level of levels) expect(levelFor('practice', role, level)).toBe(level);
  expect(levelFor('group', 'group_manager', 'user')).toBe('admin');
  expect(levelFor('laboratory', 'technician', 'admin')).toBe('user');
  expect(levelFor('planning_service', 'service_manager', undefined)).toBe('admin');
});

describe('acts on a member', () => {
  const active = { state: 'active', groupManager: false } as const;

  test('nobody without the permission may do anything', () => {
    for (const position of [
      'owner_manager_user',
      'practitioner_user',
      'front_desk_user',
      'technician',
      'service_member',
      'instance_administrator',
    ] as const) {
      expect(memberActs([position], active)).toEqual([]);
    }
  });

  test('a practice Admin can’t act on a group manager; another group manager can', () => {
    for (const position of ['owner_manager_admin', 'practitioner_admin', 'front_desk_admin'] as const) {
      expect(memberActs([position], { state: 'active', groupManager: true })).toEqual([]);
      expect(lacking([position], 'remove', { groupManager: true })).toBe('group_managers.act_on');
    }
    expect(memberActs(['group_manager'], { state: 'active', groupManager: true })).toEqual([
      'change',
      'deactivate',
      'remove',
    ]);
  });

  test('what fits the member’s state', () => {
    expect(memberActs(['owner_manager_admin'], active)).toEqual(['change', 'deactivate', 'remove']);
    expect(memberActs(['owner_manager_admin'], { state: 'deactivated', groupManager: false })).toEqual([
      'reactivate',
      'remove',
    ]);
    expect(memberActs(['owner_manager_admin'], { state: 'removed', groupManager: false })).toEqual([]);
  });

  test('a further position never takes a right away', () => {
    fc.assert(
      fc.property(
        fc.subarray([...positions]),
        fc.constantFrom(...positions),
        fc.boolean(),
        (held, more, groupManager) => {
          const target = { state: 'active', groupManager } as const;
          const before = memberActs(held, target);
          expect(memberActs([...held, more], target)).toEqual(expect.arrayContaining(before));
        },
      ),
    );
  });
});

describe('names', () => {
  const alike = (a: [string, string], b: [string, string]) => nameLikeness(nameKey(...a), nameKey(...b));

  test.each([
    ['accents', ['René', 'Lefèvre'], ['Rene', 'Lefevre'], 1],
    ['order', ['Anna', 'Schmidt'], ['Schmidt', 'Anna'], 1],
    ['case and hyphens', ['jean-luc', 'PICARD'], ['Jean Luc', 'Picard'], 1],
    ['ß and ss', ['Max', 'Weiß'], ['Max', 'Weiss'], 1],
    ['a letter of its own', ['Søren', 'Łukasz'], ['Soren', 'Lukasz'], 1],
    ['a typing error', ['Johannes', 'Müller'], ['Johanes', 'Müller'], 0.8],
    ['an umlaut written out', ['Jörg', 'Müller'], ['Joerg', 'Mueller'], 0.5],
    ['a second first name', ['Maria', 'Garcia'], ['Maria Elena', 'Garcia'], 0.7],
    ['a title', ['Tom', 'Baker'], ['Dr. Tom', 'Baker'], 0.7],
  ] as const)('are alike in spite of %s', (_what, a, b, least) => {
    expect(alike([...a], [...b])).toBeGreaterThanOrEqual(least);
  });

  test.each([
    ['different people', ['Anna', 'Schmidt'], ['Peter', 'Wolff'], 0.3],
    ['the same first name alone', ['Thomas', 'Becker'], ['Thomas', 'Winkler'], 0.65],
    ['nobody', ['', ''], ['Anna', 'Schmidt'], 0],
  ] as const)('aren’t alike: %s', (_what, a, b, most) => {
    expect(alike([...a], [...b])).toBeLessThanOrEqual(most);
  });

  test('likeness is the same both ways, between 0 and 1, and 1 with oneself', () => {
    const name = fc.stringMatching(/^[\p{L} '-]{1,12}$/u);
    fc.assert(
      fc.property(name, name, name, name, (a, b, c, d) => {
        const [one, other] = [nameKey(a, b), nameKey(c, d)];
        const likeness = nameLikeness(one, other);
        expect(likeness).toBeCloseTo(nameLikeness(other, one), 10);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
        if (one !== '') expect(nameLikeness(one, one)).toBe(1);
      }),
    );
  });
});

test('a role opens in its own page once that exists, in Manage Orders until then', () => {
  const all = [...Object.values(roles).flat(), undefined];
  for (const role of all) expect(landingPages).toContain(landingOf(role));
});
