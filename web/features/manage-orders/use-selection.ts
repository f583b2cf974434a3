import { useCallback, useMemo, useRef, useState } from 'react';
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

type Held = { key: string; cases: ReadonlyMap<string, CaseRow>; last?: string };

/** Rows ticked in the list as it is filtered and sorted now; another list begins with none. The functions stay the same ones. */
export function useSelection(rows: readonly CaseRow[], listKey: string): Selection {
  const [held, setHeld] = useState<Held>();
  const cases = held?.key === listKey ? held.cases : none;
  const now = useRef({ rows, listKey });
  now.current = { rows, listKey };
  const change = useCallback(
    (by: (cases: ReadonlyMap<string, CaseRow>, last: string | undefined) => Omit<Held, 'key'>) =>
      setHeld((before) => {
        const { listKey: key } = now.current;
        const same = before?.key === key ? before : undefined;
        const next = by(same?.cases ?? none, same?.last);
        return { key, ...next, cases: new Map([...next.cases].slice(0, mostSelected)) };
      }),
    [],
  );
  const toggle = useCallback(
    (row: CaseRow, through = false) =>
      change((cases, last) => {
        const next = new Map(cases);
        const list = now.current.rows;
        const placeOf = (id: string) => list.findIndex((each) => each.id === id);
        const from = through && last ? placeOf(last) : -1;
        const to = placeOf(row.id);
        if (from >= 0) {
          for (const each of list.slice(Math.min(from, to), Math.max(from, to) + 1)) next.set(each.id, each);
        } else if (!next.delete(row.id)) next.set(row.id, row);
        return { cases: next, last: row.id };
      }),
    [change],
  );
  const toggleAll = useCallback(
    () =>
      change((cases) => {
        const list = now.current.rows;
        return { cases: list.every(({ id }) => cases.has(id)) ? none : new Map(list.map((row) => [row.id, row])) };
      }),
    [change],
  );
  const clear = useCallback(() => setHeld(undefined), []);
  return useMemo(() => ({ cases, toggle, toggleAll, clear }), [cases, toggle, toggleAll, clear]);
}
