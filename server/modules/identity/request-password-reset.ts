import type { Answer, Call } from '#access/route.ts';
import type { requestPasswordReset as endpoint } from '#contract/identity.ts';
import { addressKey } from '#contract/shapes.ts';
import { record } from '#platform/audit/record.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { digestOf, newToken, seal, unseal } from '#platform/secret.ts';
import { passwordReset } from './letters.ts';
import { later, lives } from './rules.ts';
import { accountByKey } from './store/accounts.ts';
import { enqueue } from './store/jobs.ts';
import { countLinks, insertLink } from './store/links.ts';

export const sendPasswordResetTask = 'send_password_reset';

const lettersAnHour = 5;

/** Only puts a job into the queue: whether the address has an account shows neither in the answer nor in its time. */
export async function requestPasswordReset(
  platform: Platform,
  call: Call<typeof endpoint>,
): Promise<Answer<typeof endpoint>> {
  const sealed = seal(platform.secret.key('password reset jobs'), addressKey(call.body.email)).toString('base64');
  await enqueue(call.tx, sendPasswordResetTask, { sealed, from: call.browser.address });
  return undefined;
}

/** The job: posts a link where the address has an account. */
export async function sendPasswordReset(platform: Platform, tx: Tx, payload: unknown): Promise<void> {
  const { sealed, from } = payload as { sealed: string; from: string };
  const key = unseal(platform.secret.key('password reset jobs'), Buffer.from(sealed, 'base64')).toString('utf8');
  const account = await accountByKey(tx, key);
  if (!account) return;
  // Nobody's mailbox can be flooded by asking again and again.
  if ((await countLinks(tx, account.id, 'password_reset', later(tx.now, -lives.passwordReset))) >= lettersAnHour)
    return;
  const token = newToken();
  const expiresAt = later(tx.now, lives.passwordReset);
  await insertLink(tx, { digest: digestOf(token), purpose: 'password_reset', accountId: account.id, expiresAt });
  await platform.mail.post(tx, {
    template: passwordReset,
    to: account.email,
    language: account.language,
    firstName: account.first_name,
    timeZone: account.time_zone,
    about: { kind: 'account', id: account.id },
    values: { expiresAt, url: `${platform.config.publicUrl}/reset/${token}` },
  });
  await record(tx, platform.secret, {
    action: 'sendPasswordReset',
    permission: 'public',
    reads: false,
    accountId: null,
    sessionId: null,
    position: null,
    address: from,
    subject: { kind: 'account', id: account.id },
  });
}
