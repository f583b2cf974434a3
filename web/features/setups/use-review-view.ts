import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { allTeeth, type Tooth } from '#contract/teeth.ts';
import type { ReviewSearch, Side } from './review-search.ts';

export type ReviewView = {
  stage: number;
  tooth: Tooth | null;
  tab: Side;
  /** The version laid over. */
  compare: number | null;
  comment: string | null;
};

/** Where the page stands: read from the address when it opens, and written there a moment after it changed. */
export function useReviewView(lastStage: number) {
  const search = useSearch({ strict: false }) as ReviewSearch;
  const navigate = useNavigate();
  const [view, setView] = useState<ReviewView>(() => ({
    stage: Math.min(search.stage ?? 0, lastStage),
    tooth: allTeeth.find((tooth) => tooth === search.tooth) ?? null,
    tab: search.tab ?? 'facts',
    compare: search.compare ?? null,
    comment: search.comment ?? null,
  }));
  const change = useCallback((next: Partial<ReviewView>) => setView((before) => ({ ...before, ...next })), []);
  useEffect(() => {
    const later = setTimeout(() => {
      const next: ReviewSearch = {
        ...(view.stage > 0 && { stage: Math.round(view.stage) }),
        ...(view.tab !== 'facts' && { tab: view.tab }),
        ...(view.compare !== null && { compare: view.compare }),
        ...(view.tooth !== null && { tooth: view.tooth }),
        ...(view.comment !== null && { comment: view.comment }),
      };
      void navigate({ to: '.', search: next as never, replace: true, resetScroll: false });
    }, 300);
    return () => clearTimeout(later);
  }, [view, navigate]);
  return [view, change] as const;
}
