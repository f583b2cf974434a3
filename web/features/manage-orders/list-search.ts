/** Filters that take several values, joined in the address by `|`. */
export const severalFilters = [
  'status',
  'category',
  'package',
  'provider',
  'practice',
  'kind',
  'collaboratorStatus',
  'technician',
] as const;
export const flags = ['overdue', 'needsProvider', 'unread', 'answerNeeded', 'unassigned', 'all'] as const;
export const single = ['search', 'turn', 'sort', 'direction'] as const;

export type Several = (typeof severalFilters)[number];
export type Flag = (typeof flags)[number];

/** The list's state as it stands in the address: names as in the contract. */
export type ListState = { [name in Several | Flag | (typeof single)[number]]?: string };

const names: readonly (keyof ListState)[] = [...severalFilters, ...flags, ...single];

/** Reads the state out of an address, whatever else stands in it. */
export function listSearch(search: Record<string, unknown>): ListState {
  const state: ListState = {};
  for (const name of names) {
    const value = search[name];
    if (value !== undefined && value !== null && value !== '' && value !== false) state[name] = String(value);
  }
  return state;
}

export const valuesOf = (state: ListState, name: Several): string[] => state[name]?.split('|') ?? [];

/** What the list is asked for. */
export function queryOf(state: ListState): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of severalFilters) if (state[name]) query[name] = valuesOf(state, name);
  for (const name of [...flags, ...single]) if (state[name]) query[name] = state[name];
  return query;
}
