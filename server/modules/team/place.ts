import type { OrganisationScope } from '#access/scope.ts';
import type { OrganisationKind } from '#contract/permissions.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** What the team's rules need to know of the organisation. */
export type Place = {
  id: string;
  kind: OrganisationKind;
  groupId: string | null;
  name: string;
  country: string | null;
  language: string;
};

export async function placeOf(tx: Tx, scope: OrganisationScope): Promise<Place> {
  const [row] = await tx.query<{ name: string; country: string | null; language: string | null }>(
    'select o.name, p.country, p.language from organisations o left join practices p on p.id = o.id where o.id = $1',
    [scope.organisationId],
  );
  return {
    id: scope.organisationId,
    kind: scope.kind,
    groupId: scope.groupId,
    name: row?.name ?? '',
    country: row?.country ?? null,
    language: row?.language ?? 'en',
  };
}
