import type { AnyRouter } from '@tanstack/react-router';
import { askAhead } from '../client/call.ts';
import { listSearch, queryOf } from '../features/manage-orders/list-search.ts';

const oneList = /^\/(?:practices|laboratories)\/([^/]+)\/?$/;
const listOfSeveral = /^\/groups\/[^/]+\/orders\/?$/;

/** Phrases that the page at this address will need; one after the other they would hold it up. */
export const phrasesAt = (pathname: string): string[] =>
  oneList.test(pathname) || listOfSeveral.test(pathname) ? ['manage-orders', 'orders'] : [];

/** Fetches the files of the page at the address, and what the list of cases will ask, while it is still found out who is here. */
export function fetchAhead(router: AnyRouter): void {
  const location = router.latestLocation;
  for (const { routeId } of router.matchRoutes(location)) {
    // Where a file is missing, the router meets that itself.
    router.loadRouteChunk(router.routesById[routeId])?.catch(() => undefined);
  }
  const organisationId = oneList.exec(location.pathname)?.[1];
  if (!organisationId) return;
  const params = { organisationId };
  askAhead('listCases', { params, query: queryOf(listSearch(location.search)) as never });
  askAhead('countCases', { params });
  askAhead('listViews');
}
