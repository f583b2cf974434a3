import type { OrganisationKind } from '#contract/permissions.ts';

declare const minted: unique symbol;

/**
 * Proof that the guard let the caller act in this organisation. A store takes one for whatever belongs to an organisation; only
 * access/ makes them.
 */
export type OrganisationScope = {
  readonly [minted]: true;
  readonly organisationId: string;
  readonly kind: OrganisationKind;
  /** The group it belongs to, its own id for a group; null for a laboratory or service of its own. */
  readonly groupId: string | null;
};

/** Made by the guard, and by operations of system jobs. Not for modules' request code. */
export function mintScope(organisationId: string, kind: OrganisationKind, groupId: string | null): OrganisationScope {
  return { organisationId, kind, groupId } as OrganisationScope;
}
