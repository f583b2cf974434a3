import type { z } from 'zod';
import type { Call } from '#access/route.ts';
import { addressKey } from '#contract/shapes.ts';
import type { addMember } from '#contract/team.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, type Refusal, refuse } from '#platform/refusal.ts';
import { findAddress, fullName } from './check-address.ts';
import { describeMember } from './describe.ts';
import { settleFor } from './invitations-store.ts';
import { checkPractitioner, type Inviting, knownLanguage } from './invite.ts';
import * as letters from './letters.ts';
import { insertMember, type MemberRow, memberById } from './members-store.ts';
import { placeOf } from './place.ts';
import { linkPractitioner } from './practitioners-store.ts';
import { checkProfessional, levelFor, type ProfessionalRefusal } from './rules.ts';
import { organisationUrl } from './urls.ts';

type ToAdd = z.infer<(typeof addMember)['body']>;

/** Somebody whom the inviter manages elsewhere in the group joins at once. */
export async function addKnownMember(call: Call<typeof addMember>, platform: Platform) {
  const { tx, scope, actor, body } = call;
  const added = await addPerson(tx, platform, { scope, place: await placeOf(tx, scope), actor }, body);
  if (isRefusal(added)) return added;
  call.audit(addedDetails(added));
  return describeMember(added, actor);
}

export function addedDetails(row: MemberRow) {
  return {
    subject: { kind: 'account', id: row.account_id },
    changes: [
      { field: 'name', after: fullName(row), personal: true },
      { field: 'role', after: row.role },
      { field: 'level', after: row.level },
    ],
  };
}

export async function addPerson(
  tx: Tx,
  platform: Platform,
  { scope, place, actor }: Inviting,
  person: ToAdd,
): Promise<
  | MemberRow
  | Refusal<
      | 'already_member'
      | 'member_deactivated'
      | 'not_known_in_group'
      | 'practitioner_taken'
      | 'practitioner_not_in_group'
      | ProfessionalRefusal
    >
> {
  const finding = await findAddress(tx, scope, person.email);
  if (finding.kind === 'member') return refuse('already_member', { facts: { name: fullName(finding.member) } });
  if (finding.kind === 'deactivated') {
    return refuse('member_deactivated', { facts: { name: fullName(finding.member), memberId: finding.member.id } });
  }
  if (finding.kind !== 'known') return refuse('not_known_in_group');
  const known = finding.member;
  const professional = checkProfessional(place, person.role, person, true);
  if (isRefusal(professional)) return professional;
  const chosen = await checkPractitioner(tx, place, person.practitionerId, known.account_id);
  if (isRefusal(chosen)) return chosen;
  const practitionerId =
    professional.clinicalRole && place.groupId
      ? await linkPractitioner(
          tx,
          place.groupId,
          { accountId: known.account_id, firstName: known.first_name, lastName: known.last_name },
          { ...professional, clinicalRole: professional.clinicalRole },
          chosen,
        )
      : null;
  const level = levelFor(place.kind, person.role, person.level);
  const id = newId();
  const joined = await insertMember(tx, {
    id,
    organisationId: scope.organisationId,
    accountId: known.account_id,
    firstName: known.first_name,
    lastName: known.last_name,
    email: known.email,
    language: known.language,
    role: person.role,
    level,
    practitionerId,
  });
  if (!joined) return refuse('already_member', { facts: { name: fullName(known) } });
  await settleFor(tx, scope.organisationId, addressKey(known.email), known.account_id);
  await announce(tx, { kind: 'invitations_changed', organisationId: scope.organisationId });
  await announce(tx, { kind: 'members_changed', organisationId: scope.organisationId });
  await announce(tx, { kind: 'access_changed', accountId: known.account_id });
  await platform.mail.post(tx, {
    template: letters.addedToPractice,
    to: known.email,
    language: knownLanguage(known.language),
    firstName: known.first_name,
    sender: { name: place.name },
    values: {
      inviter: `${actor.firstName} ${actor.lastName}`,
      organisation: place.name,
      role: person.role,
      level,
      url: organisationUrl(platform, place.kind, place.id),
    },
  });
  return (await memberById(tx, scope, id))!;
}
