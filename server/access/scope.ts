import type { Standing } from '#contract/case-permissions.ts';
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

/** Proof that the guard let the caller act on this case, and as what. */
export type CaseScope = {
  readonly [minted]: true;
  readonly caseId: string;
  readonly practiceId: string;
  readonly groupId: string;
  readonly standings: readonly Standing[];
  /** The side the caller stands on; somebody on several is on the practice's first, then on the laboratory's. */
  readonly side: 'practice' | 'laboratory' | 'collaborator';
  /** Laboratories of the caller to which an order of the case was sent. */
  readonly laboratoryIds: readonly string[];
  /** As whom the caller sees the case as a collaborator: the account itself, or planning services that it manages. */
  readonly collaboratorIds: readonly string[];
  /** The planning service for which the caller acts on the collaborator's side: told beside the name wherever an act is. */
  readonly service: { readonly id: string; readonly name: string } | null;
};

/** Whether the scope's holder sees the whole case, as its practice does, and not what was sent to a laboratory alone. */
export const seesWhole = (scope: Pick<CaseScope, 'side' | 'collaboratorIds'>): boolean =>
  scope.side === 'practice' || scope.collaboratorIds.length > 0;

/** The standings that count for one order: what a collaborator may do with drafts, it may do with those it began itself. */
export function collaboratorOn(
  standings: readonly Standing[],
  order: { own: boolean; category: string },
): readonly Standing[] {
  if (order.own && order.category === 'draft') return standings;
  return standings.filter((each) => each !== 'grant_add_orders' && each !== 'grant_revisions');
}

/** Made by the guard, and by operations that have just begun the case. */
export function mintCaseScope(
  standing: Omit<CaseScope, typeof minted | 'side' | 'service'> & Partial<Pick<CaseScope, 'service'>>,
): CaseScope {
  const inPractice = standing.standings.some((each) => each === 'provider' || each.startsWith('practice_'));
  const inLaboratory = standing.laboratoryIds.length > 0;
  const side = inPractice ? 'practice' : inLaboratory ? 'laboratory' : 'collaborator';
  return { ...standing, side, service: side === 'collaborator' ? (standing.service ?? null) : null } as CaseScope;
}
