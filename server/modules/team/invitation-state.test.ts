import { describe, expect, test } from 'vitest';
import { isRefusal } from '#platform/refusal.ts';
import {
  acceptance,
  copying,
  declining,
  editing,
  joinedOtherwise,
  joiningOf,
  openedBy,
  resending,
  revocation,
  whatFollows,
} from './invitation-acts.ts';
import { actsOn, closedBecause, type InvitationTimes, invitationLivesMs, isOpen, stateOf } from './invitation-state.ts';

const sent = new Date('2026-11-22T09:00:00Z');
const after = (ms: number) => new Date(sent.getTime() + ms);
const now = after(60_000);
const week = 7 * 24 * 60 * 60 * 1000;

const fresh: InvitationTimes & { link_copied_at: Date | null } = {
  expires_at: after(week),
  not_delivered_at: null,
  accepted_at: null,
  declined_at: null,
  revoked_at: null,
  lapsed_at: null,
  link_copied_at: null,
};
const lives = {
  pending: fresh,
  not_delivered: { ...fresh, not_delivered_at: sent },
  expired: { ...fresh, expires_at: sent },
  bounced_and_expired: { ...fresh, expires_at: sent, not_delivered_at: sent },
  made_way: { ...fresh, lapsed_at: sent },
  accepted: { ...fresh, accepted_at: sent },
  declined: { ...fresh, declined_at: sent },
  revoked: { ...fresh, revoked_at: sent },
};
type Life = keyof typeof lives;
const all = Object.keys(lives) as Life[];
const where = (test: (life: (typeof lives)[Life]) => boolean) => all.filter((name) => test(lives[name]));
const refusedCode = (result: unknown) => (isRefusal(result) ? result.code : null);

test('it lives seven days, to the millisecond', () => {
  expect(invitationLivesMs).toBe(week);
  expect(stateOf(fresh, after(week - 1))).toBe('pending');
  expect(stateOf(fresh, after(week))).toBe('expired');
});

test('each life has one state', () => {
  expect(all.map((name) => stateOf(lives[name], now))).toEqual([
    'pending',
    'not_delivered',
    'expired',
    'expired',
    'expired',
    'accepted',
    'declined',
    'revoked',
  ]);
});

test('what ended it stays its state when its seven days are over', () => {
  for (const name of ['accepted', 'declined', 'revoked'] as const)
    expect(stateOf(lives[name], after(2 * week))).toBe(name);
});

describe('refused', () => {
  test('accepting and declining what isn’t open, with the reason', () => {
    for (const act of [
      (life: InvitationTimes) => acceptance(life, now, 'me'),
      (life: InvitationTimes) => declining(life, now),
    ]) {
      expect(all.map((name) => refusedCode(act(lives[name])))).toEqual([
        null,
        null,
        'invitation_expired',
        'invitation_expired',
        'invitation_expired',
        'invitation_accepted',
        'invitation_declined',
        'invitation_revoked',
      ]);
    }
  });

  test('editing what isn’t open', () => {
    expect(where((life) => editing(life, now) === undefined)).toEqual(['pending', 'not_delivered']);
  });

  test('resending and revoking what somebody ended or what made way; never what merely expired', () => {
    const open = ['pending', 'not_delivered', 'expired', 'bounced_and_expired'];
    expect(where((life) => !isRefusal(resending(life, now)))).toEqual(open);
    expect(where((life) => !isRefusal(revocation(life, now)))).toEqual(open);
  });

  test('copying a link twice', () => {
    expect(copying(fresh, now)).toEqual({ link_copied_at: now });
    expect(refusedCode(copying({ ...fresh, link_copied_at: sent }, now))).toBe('link_already_copied');
    expect(refusedCode(copying(lives.expired, now))).toBe('invitation_not_open');
  });

  test('an older link, with the reason why the invitation is closed first', () => {
    expect(refusedCode(openedBy({ superseded: true }, fresh, now))).toBe('invitation_superseded');
    expect(refusedCode(openedBy({ superseded: true }, lives.revoked, now))).toBe('invitation_revoked');
    expect(openedBy({ superseded: false }, fresh, now)).toBeUndefined();
  });
});

test('resending gives seven new days, and forgets the bounce and the copied link', () => {
  const again = { ...lives.bounced_and_expired, link_copied_at: sent, ...resending(lives.bounced_and_expired, now) };
  expect(stateOf(again, now)).toBe('pending');
  expect(again.expires_at).toEqual(new Date(now.getTime() + week));
  expect(actsOn(again, now, false)).toEqual(['edit', 'resend', 'revoke', 'copy_link']);
});

test('the buttons offer exactly what isn’t refused', () => {
  for (const mail of [true, false]) {
    for (const name of all) {
      const life = lives[name];
      const acts = actsOn(life, now, mail);
      expect(acts.includes('edit')).toBe(editing(life, now) === undefined);
      expect(acts.includes('resend')).toBe(!isRefusal(resending(life, now)));
      expect(acts.includes('revoke')).toBe(!isRefusal(revocation(life, now)));
      expect(acts.includes('copy_link')).toBe(!mail && !isRefusal(copying(life, now)));
    }
  }
});

test('open and closed are opposites', () => {
  for (const name of all) expect(closedBecause(lives[name], now) === null).toBe(isOpen(lives[name], now));
});

test('who joined by another way has accepted what was open', () => {
  expect(stateOf({ ...fresh, ...joinedOtherwise(fresh, now, 'me') }, now)).toBe('accepted');
  expect(stateOf({ ...lives.expired, ...joinedOtherwise(lives.expired, now, 'me') }, now)).toBe('expired');
});

test('acceptance never makes a second membership and never undoes a deactivation', () => {
  expect(joiningOf(undefined)).toBe('joins');
  expect(joiningOf({ deactivated_at: null })).toBe('is_member');
  expect(refusedCode(joiningOf({ deactivated_at: sent }))).toBe('own_membership_deactivated');
});

describe('an address', () => {
  const nobody = { member: undefined, knownElsewhere: false, invitation: undefined };

  test.each([
    ['a member of this practice', { ...nobody, member: { deactivated_at: null } }, 'member'],
    ['a deactivated member of it', { ...nobody, member: { deactivated_at: sent } }, 'deactivated'],
    ['someone active in another practice', { ...nobody, knownElsewhere: true }, 'known'],
    ['invited already', { ...nobody, invitation: fresh }, 'open_invitation'],
    ['invited, and the mail came back', { ...nobody, invitation: lives.not_delivered }, 'open_invitation'],
    ['invited once, now expired', { ...nobody, invitation: lives.expired }, 'anyone'],
    ['anyone else', nobody, 'anyone'],
    [
      'a member here before all else',
      { member: { deactivated_at: sent }, knownElsewhere: true, invitation: fresh },
      'deactivated',
    ],
    ['added rather than invited again', { ...nobody, knownElsewhere: true, invitation: fresh }, 'known'],
  ] as const)('of %s', (_what, facts, expected) => expect(whatFollows(facts, now)).toBe(expected));
});
