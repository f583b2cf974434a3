import { type Place, placePath } from '../../app/places.ts';

/** Where a version of a case's setup is reviewed, within an organisation that sees it. */
export function reviewPath(place: Pick<Place, 'kind' | 'organisationId'>, caseId: string, version: number): string {
  return `${placePath(place)}/cases/${caseId}/setups/${version}`;
}

/** Where the case itself is. */
export function casePath(place: Pick<Place, 'kind' | 'organisationId'>, caseId: string): string {
  return `${placePath(place)}/cases/${caseId}`;
}
