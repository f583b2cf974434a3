import {
  type CasePermission,
  caseGives,
  casePermissions,
  grantedWhenArchived,
  type Standing,
} from '#contract/case-permissions.ts';
import { gives, type Permission, type Position, permissions } from '#contract/permissions.ts';

export type Decision = { allowed: true; because: Position } | { allowed: false; needs: Permission };

/** May somebody who holds these positions do this here, and why. */
export function decide(positions: readonly Position[], permission: Permission): Decision {
  const because = positions.find((position) => gives(position, permission));
  return because ? { allowed: true, because } : { allowed: false, needs: permission };
}

/** Everything that the positions allow: sent along with replies, so that the browser never works out rights for itself. */
export function allowedActs(positions: readonly Position[]): Permission[] {
  return permissions.filter((permission) => decide(positions, permission).allowed);
}

export type CaseDecision = { allowed: true; because: Standing } | { allowed: false; needs: CasePermission };

/** May somebody who stands like this towards a case do this with it, and why. */
export function decideOnCase(standings: readonly Standing[], permission: CasePermission): CaseDecision {
  const archived = standings.includes('collaborator_archived');
  const because = standings.find(
    (standing) =>
      caseGives(standing, permission) &&
      !(archived && standing.startsWith('grant_') && !grantedWhenArchived.includes(permission)),
  );
  return because ? { allowed: true, because } : { allowed: false, needs: permission };
}

/** Everything that the standings allow with a case. */
export function allowedOnCase(standings: readonly Standing[]): CasePermission[] {
  return casePermissions.filter((permission) => decideOnCase(standings, permission).allowed);
}
