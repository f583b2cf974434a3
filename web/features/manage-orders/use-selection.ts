import { useCallback, useState } from 'react';
import type { CaseRow } from '#contract/cases.ts';

/** As many as one call takes. */
export const mostSelected = 1000;

const none: ReadonlyMap<string, CaseRow> = new Map();

export type Selection = {
  readonly cases: ReadonlyMap<string, CaseRow>;
  /** Selects a row or lets it go; with `through`, everything from the row touched before to this one. */
  toggle(row: CaseRow, through?: boolean): void;
  toggleAll(): void;
  clear(): void;
};

/** Rows ticked in the list as it is filtered and sorted now; another list begins with none. */
export function useSelection(rows: readonly CaseRow[], listKey: string): Selection {
  const [held, setHeld] = useState<{ key: string; cases: ReadonlyMap<string, CaseRow>; last?: string }>();
  const cases = held?.key === listKey ? held.cases : none;
  const put = (next: ReadonlyMap<string, CaseRow>, last?: string) =>
    setHeld({ key: listKey, cases: new Map([...next].slice(0, mostSelected)), ...(last ? { last } : {}) });
  const placeOf = (id: string | undefined) => rows.findIndex((row) => row.id === id);
  return {
    cases,
    toggle(row, through = false) {
      const next = new Map(cases);
      const from = through && held?.key === listKey ? placeOf(held.last) : -1;
      const to = placeOf(row.id);
      if (from >= 0) for (const each of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) next.set(each.id, each);
      else if (!next.delete(row.id)) next.set(row.id, row);
      put(next, row.id);
    },
    toggleAll: () => put(rows.every(({ id }) => cases.has(id)) ? none : new Map(rows.map((row) => [row.id, row]))),
    clear: useCallback(() => setHeld(undefined), []),
  };
}
