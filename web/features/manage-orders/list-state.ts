import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

import { flags, type ListState, listSearch, type Several, severalFilters, single } from './list-search.ts';

export type { ListState, Several } from './list-search.ts';

export const valuesOf = (state: ListState, name: Several): string[] => state[name]?.split('|') ?? [];

/** What the list is asked for. */
export function queryOf(state: ListState): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of severalFilters) if (state[name]) query[name] = valuesOf(state, name);
  for (const name of [...flags, ...single]) if (state[name]) query[name] = state[name];
  return query;
}

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
