/** Rules of accounts and signing in that need nothing but their arguments. */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

export const lives = {
  session: 30 * day,
  /** Between password and second factor. */
  halfSignIn: 10 * minute,
  challenge: 5 * minute,
  passwordReset: hour,
  oidc: 10 * minute,
  knownDevice: 400 * day,
  /** How long after a full sign-in at a shared workstation a PIN is enough there. */
  pinAfterSignIn: 7 * day,
  /** After this without objection a change of address takes effect. */
  emailChangeObjection: 72 * hour,
  /** After this an unconfirmed change of address is forgotten. */
  emailChange: 7 * day,
  failedAttempts: day,
} as const;

export function later(moment: Date, milliseconds: number): Date {
  return new Date(moment.getTime() + milliseconds);
}

// Failed attempts

const freeAttempts = 3;
const longestWait = 5 * minute;

/** How long to wait after so many failures in a row: nothing at first, then a second, doubling up to five minutes. */
export function waitAfter(failures: number): number {
  if (failures < freeAttempts) return 0;
  return Math.min(longestWait, second * 2 ** (failures - freeAttempts));
}

/** Failures that still count: a day without an attempt forgets them. */
export function failuresNow(failures: number, lastAt: Date, now: Date): number {
  return now.getTime() - lastAt.getTime() > lives.failedAttempts ? 0 : failures;
}

// PIN

/** A PIN that anybody would try first: one digit repeated, a short pattern repeated, or counting up or down. */
export function isPinTooSimple(pin: string): boolean {
  for (const length of [1, 2, 3]) {
    if (
      pin ===
      pin
        .slice(0, length)
        .repeat(Math.ceil(pin.length / length))
        .slice(0, pin.length)
    )
      return true;
  }
  return '01234567890123456789'.includes(pin) || '98765432109876543210'.includes(pin);
}

// Change of address

export type EmailChangeFacts = {
  confirmedNewAt: Date | null;
  confirmedOldAt: Date | null;
  effectiveAt: Date;
};

export type EmailChangeState = 'due' | 'waiting_for_new' | 'waiting_for_old';

/** Due once the new address is confirmed, and the old one too or the time for objecting is over. */
export function emailChangeState(change: EmailChangeFacts, now: Date): EmailChangeState {
  if (!change.confirmedNewAt) return 'waiting_for_new';
  if (change.confirmedOldAt || change.effectiveAt <= now) return 'due';
  return 'waiting_for_old';
}

// Links

export type LinkFacts = { usedAt: Date | null; expiresAt: Date };

/** Whether a link still works; used comes before expired, so that whoever used it isn't told to ask for another. */
export function linkState(
  link: LinkFacts | undefined,
  now: Date,
): 'good' | 'link_invalid' | 'link_used' | 'link_expired' {
  if (!link) return 'link_invalid';
  if (link.usedAt) return 'link_used';
  return link.expiresAt <= now ? 'link_expired' : 'good';
}

// Codes

/** What a person typed as a code, in the form in which codes are compared. */
export function plainCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toLowerCase();
}

/** Whether it is a code of the authenticator app rather than a recovery code. */
export function isAppCode(plain: string): boolean {
  return /^\d{6}$/.test(plain);
}
