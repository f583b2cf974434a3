import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CaseRow } from '#contract/cases.ts';
import { usePlace } from '../../app/place.tsx';
import { call } from '../../client/call.ts';
import type { Refusal } from '../../client/refusal.ts';
import { reading } from '../../client/use-calls.ts';
import { type ListState, queryOf } from './list-state.ts';

const listOf: Partial<Record<string, string>> = { group: 'listCasesOfMyPractices', collaborator: 'listSharedCases' };

type Page = { rows: CaseRow[]; next: string | null };

/** The pages of the list loaded so far; what is shown stays until the next answer is there. */
export function useCases(state: ListState) {
  const place = usePlace();
  const query = queryOf(state);
  const list = useInfiniteQuery<Page, Refusal, Page[], readonly unknown[], string | undefined>({
    queryKey: [listOf[place.kind] ?? 'listCases', place.organisationId, query],
    queryFn: ({ pageParam, signal: _ }) => {
      const asked = { ...query, ...(pageParam ? { after: pageParam } : {}) } as never;
      if (place.kind === 'collaborator') return call('listSharedCases', { query: asked });
      return place.kind === 'group'
        ? call('listCasesOfMyPractices', { params: { ofGroupId: place.organisationId }, query: asked })
        : call('listCases', { params: { organisationId: place.organisationId }, query: asked });
    },
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    select: ({ pages }) => pages,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => {
    const seen = new Set<string>();
    // A case that moved while pages were read again stands on one of them only.
    return (list.data ?? []).flatMap((page) => page.rows).filter(({ id }) => !seen.has(id) && seen.add(id));
  }, [list.data]);
  return { list, rows };
}

/** How many cases each quick filter finds. */
export function useCounts() {
  const place = usePlace();
  const ofGroup = place.kind === 'group';
  const shared = place.kind === 'collaborator';
  const mine = useQuery({ ...reading('countSharedCases'), enabled: shared });
  const one = useQuery({
    ...reading('countCases', { params: { organisationId: place.organisationId } }),
    enabled: !ofGroup && !shared,
  });
  const all = useQuery({
    ...reading('countCasesOfMyPractices', { params: { ofGroupId: place.organisationId } }),
    enabled: ofGroup,
  });
  if (shared) return mine.data;
  return ofGroup ? all.data : one.data;
}

/** Cases that changed while the list was open, for a moment. */
export function useFresh(rows: readonly CaseRow[], listKey: string): ReadonlySet<string> {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(none);
  const known = useRef({ key: '', at: new Map<string, string>() });
  useEffect(() => {
    const before = known.current;
    const at = new Map(rows.map((row) => [row.id, row.lastActivityAt]));
    known.current = { key: listKey, at };
    if (before.key !== listKey || before.at.size === 0) return;
    const changed = rows.filter((row) => before.at.has(row.id) && before.at.get(row.id) !== row.lastActivityAt);
    if (changed.length === 0) return;
    setFresh(new Set(changed.map(({ id }) => id)));
    const timer = setTimeout(() => setFresh(none), 2500);
    return () => clearTimeout(timer);
  }, [rows, listKey]);
  return fresh;
}

const none: ReadonlySet<string> = new Set();
