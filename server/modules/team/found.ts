import type { Actor } from '#access/actor.ts';
import type { Call } from '#access/route.ts';
import { mintScope } from '#access/scope.ts';
import type { createOrganisation } from '#contract/practices.ts';
import type { Language } from '#contract/shapes.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal } from '#platform/refusal.ts';
import { insertOrganisation, instanceOrganisation, shownOrganisation } from '../practices/index.ts';
import { invitedDetails, invitePerson } from './invite.ts';

const managers = {
  group: 'group_manager',
  laboratory: 'laboratory_manager',
  planning_service: 'service_manager',
} as const;

export type Founded = { id: string; kind: keyof typeof managers; groupId: string | null; name: string };
export type FirstManager = { email: string; firstName: string; lastName: string; language?: Language | undefined };

/** The instance administrator creates an organisation and invites whoever is to manage it. */
export async function createTheOrganisation(call: Call<typeof createOrganisation>, platform: Platform) {
  const { tx, body, actor } = call;
  const madeId = await insertOrganisation(tx, { kind: body.kind, name: body.name });
  if (isRefusal(madeId)) return madeId;
  const groupId = body.kind === 'group' ? madeId : null;
  const made = { id: madeId, kind: body.kind, groupId, name: body.name };
  const invited = await inviteFirstManager(tx, platform, actor, made, body.manager);
  await announce(tx, { kind: 'organisations_changed', accountId: actor.accountId });
  call.audit({
    organisationId: madeId,
    subject: { kind: 'organisation', id: madeId },
    changes: [{ field: 'name', after: body.name }],
  });
  call.alsoAudit(invited);
  return shownOrganisation((await instanceOrganisation(tx, madeId))!);
}

/** Invites whoever is to manage an organisation that this transaction has just founded; the audit entry to write of it. */
export async function inviteFirstManager(
  tx: Tx,
  platform: Platform,
  actor: Actor,
  founded: Founded,
  manager: FirstManager,
) {
  const { id, kind, groupId, name } = founded;
  const place = { id, kind, groupId, name, country: null, language: actor.language };
  const nothingProfessional = { clinicalRole: null, specialty: '', registrationNumber: '', practitionerId: null };
  const invited = await invitePerson(
    tx,
    platform,
    { scope: mintScope(id, kind, groupId), place, actor },
    { ...manager, role: managers[kind], ...nothingProfessional },
    { kind: 'anyone', expired: undefined },
  );
  // A new organisation has neither members nor invitations: nothing is left that could refuse.
  if (isRefusal(invited)) throw new Error(`the first manager of a new organisation was refused: ${invited.code}`);
  return { action: 'invite', organisationId: id, ...invitedDetails(invited) };
}
