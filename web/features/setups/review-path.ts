import type { Context } from '#contract/identity.ts';
import { placePath } from '../../app/places.ts';

/** Where a version of a case's setup is reviewed, within an organisation that sees it. */
export function reviewPath(place: Pick<Context, 'kind' | 'organisationId'>, caseId: string, version: number): string {
  return `${placePath(place)}/cases/${caseId}/setups/${version}`;
}

/** Where the case itself is. */
export function casePath(place: Pick<Context, 'kind' | 'organisationId'>, caseId: string): string {
  return `${placePath(place)}/cases/${caseId}`;
}
