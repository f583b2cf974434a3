import type { Answer, Call } from '#access/route.ts';
import type { editProfile as endpoint } from '#contract/identity.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { type AccountRow, accountById, type ProfileRow, updateProfile } from './store/accounts.ts';

/** Changes one's own name, language, time zone, tooth notation or theme. */
export async function editProfile(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, actor, body } = call;
  const before = await accountById(tx, actor.accountId);
  if (!before) return refuse('not_signed_in');
  const after: AccountRow = {
    ...before,
    first_name: body.firstName ?? before.first_name,
    last_name: body.lastName ?? before.last_name,
    language: body.language ?? before.language,
    time_zone: body.timeZone ?? before.time_zone,
    tooth_notation: body.toothNotation ?? before.tooth_notation,
    theme: body.theme ?? before.theme,
  };
  await updateProfile(tx, actor.accountId, after);
  await announce(tx, { kind: 'account_changed', accountId: actor.accountId });
  call.audit({ subject: { kind: 'account', id: actor.accountId }, changes: changesBetween(before, after) });
  return asAccount(after);
}

const fields: { field: keyof ProfileRow; personal: boolean }[] = [
  { field: 'first_name', personal: true },
  { field: 'last_name', personal: true },
  { field: 'language', personal: false },
  { field: 'time_zone', personal: false },
  { field: 'tooth_notation', personal: false },
  { field: 'theme', personal: false },
];

function changesBetween(before: ProfileRow, after: ProfileRow) {
  return fields
    .filter(({ field }) => before[field] !== after[field])
    .map(({ field, personal }) => ({ field, before: before[field], after: after[field], personal }));
}

/** An account as the API shows it to its owner. */
export function asAccount(row: AccountRow) {
  return {
    id: row.id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    language: row.language,
    timeZone: row.time_zone,
    toothNotation: row.tooth_notation,
    theme: row.theme,
    instanceAdministrator: row.instance_administrator,
  };
}
