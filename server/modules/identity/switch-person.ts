import type { Answer, Call } from '#access/route.ts';
import type { switchPerson as endpoint } from '#contract/identity.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import { beginAttempt } from './attempts.ts';
import { checkSecret, nobodysHash } from './hash.ts';
import { later, lives } from './rules.ts';
import { startSession, workstationHere } from './session.ts';
import { pinPepper } from './set-pin.ts';
import { pinHash } from './store/factors.ts';
import { deviceFacts, secondFactorAtWorkstation } from './store/sessions.ts';
import { type PersonHere, peopleAt } from './store/workstations.ts';

/**
 * Changes person at a shared workstation by PIN. It only works for active members of its practice who signed in there fully
 * within the last days, whose second factor of then goes on counting. The former person's session ends.
 */
export async function switchPerson(platform: Platform, call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, body, browser } = call;
  const workstation = await workstationHere(tx, platform, browser);
  if (!workstation) return refuse('not_a_workstation');
  const attempt = await beginAttempt(tx, platform.secret, ['PIN at', workstation.id, body.accountId]);
  if (isRefusal(attempt)) return attempt;
  const people = await peopleAt(tx, workstation.digest);
  const person = people.find((each) => each.account_id === body.accountId);
  if (!(await isPin(platform, tx, person, workstation.digest, body.pin)) || !person) {
    await attempt.wrong();
    call.audit({
      action: 'switchPersonRefused',
      organisationId: workstation.practice_id,
      ...(person ? { subject: { kind: 'account', id: person.account_id } } : {}),
    });
    return refuse('wrong_credentials', { keep: true });
  }
  await attempt.right();
  await tx.actAs(person.account_id);
  const since = later(tx.now, -lives.pinAfterSignIn);
  const proved = await secondFactorAtWorkstation(tx, person.account_id, workstation.id, since);
  const { sessionId } = await startSession(tx, platform, person.account_id, browser, {
    secondFactor: proved ?? false,
    byPin: true,
  });
  call.audit({
    by: { accountId: person.account_id, sessionId },
    organisationId: workstation.practice_id,
    subject: { kind: 'account', id: person.account_id },
    changes: [{ field: 'workstation', after: workstation.id }],
  });
  return { next: 'done' };
}

/** Takes as long for people who have no PIN, aren't here, or haven't signed in here lately. */
async function isPin(
  platform: Platform,
  tx: Tx,
  person: PersonHere | undefined,
  workstation: Buffer,
  pin: string,
): Promise<boolean> {
  if (person) await tx.present({ address: person.email_key });
  const hash = person && (await pinHash(tx, person.account_id));
  const signedIn = person && (await deviceFacts(tx, person.account_id, workstation)).last_seen_at;
  const { right } = await checkSecret(pin, hash ?? nobodysHash, pinPepper(platform));
  return right && Boolean(signedIn && signedIn > later(tx.now, -lives.pinAfterSignIn));
}
