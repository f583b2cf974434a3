import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emailChangeState,
  failuresNow,
  isAppCode,
  isPinTooSimple,
  later,
  linkState,
  plainCode,
  waitAfter,
} from './rules.ts';

const now = new Date('2026-11-22T12:00:00Z');
const hour = 3_600_000;

describe('failed attempts', () => {
  it('cost nothing at first, then a second, then twice as much each time', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((failures) => waitAfter(failures))).toEqual([0, 0, 0, 1000, 2000, 4000, 8000]);
  });

  it('never shut somebody out for more than five minutes', () => {
    fc.assert(fc.property(fc.nat(1_000_000), (failures) => waitAfter(failures) <= 300_000));
    expect(waitAfter(1_000_000)).toBe(300_000);
  });

  it('are forgotten after a day', () => {
    expect(failuresNow(9, later(now, -23 * hour), now)).toBe(9);
    expect(failuresNow(9, later(now, -25 * hour), now)).toBe(0);
  });
});

describe('a PIN', () => {
  it.each([
    '000000',
    '111111111111',
    '123456',
    '654321',
    '234567',
    '890123',
    '121212',
    '123123',
    '1212121',
    '987654321098',
  ])('that anybody would try first is refused: %s', (pin) => {
    expect(isPinTooSimple(pin)).toBe(true);
  });

  it.each(['482915', '130587', '112233', '90210734'])('that isn’t a pattern is taken: %s', (pin) => {
    expect(isPinTooSimple(pin)).toBe(false);
  });
});

describe('a change of address', () => {
  const effectiveAt = later(now, 72 * hour);

  it('is never due before the new address is confirmed, whatever the old one says and however long it takes', () => {
    expect(emailChangeState({ confirmedNewAt: null, confirmedOldAt: now, effectiveAt }, later(now, 500 * hour))).toBe(
      'waiting_for_new',
    );
  });

  it('waits for the old address until the time for objecting is over', () => {
    const change = { confirmedNewAt: now, confirmedOldAt: null, effectiveAt };
    expect(emailChangeState(change, later(effectiveAt, -1))).toBe('waiting_for_old');
    expect(emailChangeState(change, effectiveAt)).toBe('due');
  });

  it('is due at once when both addresses confirmed', () => {
    expect(emailChangeState({ confirmedNewAt: now, confirmedOldAt: now, effectiveAt }, now)).toBe('due');
  });
});

describe('a link', () => {
  it('that nobody made is invalid, that was used is used even when it is old, that is old has expired', () => {
    expect(linkState(undefined, now)).toBe('link_invalid');
    expect(linkState({ usedAt: now, expiresAt: later(now, -hour) }, now)).toBe('link_used');
    expect(linkState({ usedAt: null, expiresAt: now }, now)).toBe('link_expired');
    expect(linkState({ usedAt: null, expiresAt: later(now, 1) }, now)).toBe('good');
  });
});

describe('a code', () => {
  it('may be typed with spaces, hyphens and capitals', () => {
    expect(plainCode(' 123 456 ')).toBe('123456');
    expect(plainCode('ABCDE-fghjk')).toBe('abcdefghjk');
    expect(isAppCode('123456')).toBe(true);
    expect(isAppCode('abcdefghjk')).toBe(false);
  });
});
