import type { Browser } from '#access/route.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { cookieName, sessionCookie } from '#platform/http/browser.ts';
import { newId } from '#platform/ids.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { digestOf, newToken } from '#platform/secret.ts';
import { greetDevice } from './greet-device.ts';
import { later, lives } from './rules.ts';
import { closeSession, type EndedSession, endSessionRows, endTokens, insertSession } from './store/sessions.ts';
import { noteWorkstationUse, type WorkstationHere, workstationAt } from './store/workstations.ts';

export type SessionStart = {
  /** A second factor was proved: now, or at the moment given. */
  secondFactor: boolean | Date;
  /** The password was right and the second factor is still to come. */
  awaitsSecondFactor?: boolean;
  /** By PIN at a shared workstation, which doesn't count as a full sign-in there. */
  byPin?: boolean;
};

/**
 * Signs the browser in: a new session with a new cookie, never the former one, which ends. The account must be visible in the
 * transaction, by `tx.actAs` or, before the second factor, by its presented address.
 */
export async function startSession(
  tx: Tx,
  platform: Platform,
  accountId: string,
  browser: Browser,
  how: SessionStart,
): Promise<{ sessionId: string }> {
  await endPresentedSession(tx, platform, browser);
  const workstation = await workstationHere(tx, platform, browser);
  const token = newToken();
  const life = how.awaitsSecondFactor ? lives.halfSignIn : lives.session;
  const session = {
    id: newId(),
    accountId,
    digest: digestOf(token),
    expiresAt: later(tx.now, life),
    awaitsSecondFactor: how.awaitsSecondFactor ?? false,
    secondFactorAt: how.secondFactor === true ? tx.now : how.secondFactor || null,
    workstationId: workstation?.id ?? null,
    address: browser.address,
    userAgent: browser.userAgent,
  };
  await insertSession(tx, session);
  browser.setCookie(sessionCookie(platform.config), token, life / 1000);
  if (workstation) await noteWorkstationUse(tx, workstation.digest);
  if (!how.awaitsSecondFactor && !how.byPin) await greetDevice(tx, platform, accountId, browser, workstation?.digest);
  return { sessionId: session.id };
}

/** Ends the session whose cookie the browser sent, whoever's it is. */
export async function endPresentedSession(
  tx: Tx,
  platform: Platform,
  browser: Browser,
): Promise<EndedSession | undefined> {
  const token = browser.cookie(sessionCookie(platform.config));
  const ended = token ? await closeSession(tx, digestOf(token)) : undefined;
  if (ended) await tellEnded(tx, [ended]);
  return ended;
}

/** Ends an account's sessions: one of them, or all but one, or all; open pages are told at once. */
export async function endSessions(
  tx: Tx,
  accountId: string,
  which: { only?: string; except?: string } = {},
): Promise<number> {
  const ended = await endSessionRows(tx, accountId, which);
  await tellEnded(tx, ended);
  return ended.length;
}

/** Ends an account's API tokens, as its sessions end when the password is reset; the transaction acts for it. */
export async function endApiTokens(tx: Tx, accountId: string): Promise<void> {
  await tellEnded(tx, await endTokens(tx, accountId));
}

/** Tells the open pages of ended sessions. */
export async function tellEnded(tx: Tx, ended: readonly EndedSession[]): Promise<void> {
  for (const session of ended) {
    await announce(tx, { kind: 'signed_out', accountId: session.account_id, sessionId: session.session_id });
  }
}

export function workstationCookie(platform: Platform): string {
  return cookieName(platform.config, 'workstation');
}

/** The shared workstation that this browser is, if any. */
export async function workstationHere(
  tx: Tx,
  platform: Platform,
  browser: Browser,
): Promise<(WorkstationHere & { digest: Buffer }) | undefined> {
  const token = browser.cookie(workstationCookie(platform));
  if (!token) return undefined;
  const digest = digestOf(token);
  const found = await workstationAt(tx, digest);
  return found && { ...found, digest };
}
