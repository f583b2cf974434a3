import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

import { flags, type ListState, listSearch, severalFilters } from './list-search.ts';

export { type ListState, queryOf, type Several, valuesOf } from './list-search.ts';

/** How many filters hold, the search and the order left out. */
export const filtersHeld = (state: ListState) =>
  [...severalFilters, ...flags, 'turn' as const].filter((name) => state[name]).length;

/** The state in the address, and a way to change it. */
export function useListState() {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const state = useMemo(() => listSearch(search), [search]);
  const navigate = useNavigate();
  const put = useCallback(
    (next: ListState, replace = true) =>
      void navigate({ to: '.', search: listSearch(next) as never, replace, resetScroll: false }),
    [navigate],
  );
  const change = useCallback(
    (changes: ListState | Record<string, undefined>) => put({ ...state, ...changes }),
    [put, state],
  );
  return { state, change, put };
}

/** The state as a saved view keeps it. */
export const asQuery = (state: ListState): string =>
  new URLSearchParams(listSearch(state) as Record<string, string>).toString();
export const fromQuery = (query: string): ListState => listSearch(Object.fromEntries(new URLSearchParams(query)));
