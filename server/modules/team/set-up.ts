import type { Call } from '#access/route.ts';
import type { setUp } from '#contract/identity.ts';
import { addressKey } from '#contract/shapes.ts';
import { newId } from '#platform/ids.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import { digestOf } from '#platform/secret.ts';
import { createAccount, spendSetUpLink, startSession, takeSetUpLink } from '../identity/index.ts';
import { insertOrganisation, insertPractice } from '../practices/index.ts';
import { insertMember } from './members-store.ts';

/** First set-up: the instance administrator, who also manages the first group and owns its first practice. */
export async function setUpTheInstance(call: Call<typeof setUp>, platform: Platform) {
  const { tx, body, browser } = call;
  const { administrator } = body;
  const taken = await takeSetUpLink(tx, body.token);
  if (isRefusal(taken)) return taken;
  await tx.present({ token: digestOf(body.token), address: addressKey(administrator.email) });
  const account = await createAccount(tx, { ...administrator, instanceAdministrator: true });
  if (isRefusal(account))
    return account.code === 'password_too_common' ? refuse('password_too_common') : refuse('set_up_done');
  await tx.actAs(account.id);
  await spendSetUpLink(tx, body.token, account.id);
  await tx.query('update instance set set_up_at = $1', [tx.now]);
  const person = {
    accountId: account.id,
    firstName: administrator.firstName,
    lastName: administrator.lastName,
    email: administrator.email,
    language: administrator.language,
    practitionerId: null,
  };
  const groupId = await insertOrganisation(tx, { kind: 'group', name: body.groupName });
  if (isRefusal(groupId)) return refuse('set_up_done');
  await insertMember(tx, { ...person, id: newId(), organisationId: groupId, role: 'group_manager', level: 'admin' });
  const practiceId = await insertPractice(tx, groupId, body.practice);
  if (isRefusal(practiceId)) return refuse('set_up_done');
  await insertMember(tx, { ...person, id: newId(), organisationId: practiceId, role: 'owner_manager', level: 'admin' });
  const { sessionId } = await startSession(tx, platform, account.id, browser, { secondFactor: false });
  call.audit({
    by: { accountId: account.id, sessionId },
    organisationId: groupId,
    subject: { kind: 'account', id: account.id },
    changes: [{ field: 'email', after: administrator.email, personal: true }],
  });
  return { groupId, practiceId };
}
