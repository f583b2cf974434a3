import { describe, expect, test } from 'vitest';
import type { Invitation, Member } from '#contract/team.ts';
import { columnOf, isOpen, matches, sortInvitations, sortMembers } from './columns.ts';

const invitation = (state: Invitation['state'], sentAt = '2026-01-01T00:00:00Z', may: Invitation['may'] = []) =>
  ({ state, sentAt, may }) as Invitation;
const member = (lastName: string, state: Member['state'] = 'active') => ({ firstName: 'A', lastName, state }) as Member;

describe('where people stand', () => {
  test('an owner who treats patients stands with the practitioners, one who does not with the staff', () => {
    expect(columnOf({ role: 'owner_manager', clinicalRole: 'dentist' })).toBe('practitioners');
    expect(columnOf({ role: 'owner_manager', clinicalRole: null })).toBe('staff');
    expect(columnOf({ role: 'technician', clinicalRole: null })).toBe('technician');
  });

  test('deactivated members come last, the others by last name as the language sorts them', () => {
    const sorted = sortMembers(
      [member('Zorn'), member('Adler', 'deactivated'), member('Öztürk'), member('Otto')],
      'de',
    );
    expect(sorted.map(({ lastName }) => lastName)).toEqual(['Otto', 'Öztürk', 'Zorn', 'Adler']);
  });
});

describe('invitations', () => {
  test('an expired one stays among the open ones while it can be sent again', () => {
    expect(isOpen(invitation('expired', undefined, ['resend']))).toBe(true);
    expect(isOpen(invitation('expired'))).toBe(false);
    expect(isOpen(invitation('declined'))).toBe(false);
  });

  test('what came back stands before what waits, and the newest before older ones', () => {
    const sorted = sortInvitations([
      invitation('pending', '2026-01-01T00:00:00Z'),
      invitation('pending', '2026-01-03T00:00:00Z'),
      invitation('not_delivered', '2026-01-02T00:00:00Z'),
    ]);
    expect(sorted.map(({ sentAt }) => sentAt.slice(8, 10))).toEqual(['02', '03', '01']);
  });
});

test('a search finds words in any order, without regard to case and accents', () => {
  expect(matches('ozturk mehmet', ['Mehmet Öztürk', null])).toBe(true);
  expect(matches('', ['Mehmet Öztürk'])).toBe(true);
  expect(matches('mehmet berlin', ['Mehmet Öztürk'])).toBe(false);
});
