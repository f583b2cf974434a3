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
