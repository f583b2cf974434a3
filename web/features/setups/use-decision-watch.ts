import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SetupReview } from '#contract/setups.ts';

/** What somebody else did while this page was open. */
export type Told =
  | { what: 'approved' | 'declined'; name: string }
  | { what: 'reopened' }
  | { what: 'newer'; version: number };

/** The live message can be quicker than the answer to one's own call, or slower. */
const togetherMs = 60_000;

/**
 * Notices decisions and deliveries that came from another person or tab, to say so; one's own on this page aren't news. `deciding` while
 * one of its dialogs is open.
 */
export function useDecisionWatch({ setup, order }: SetupReview, deciding: boolean) {
  const client = useQueryClient();
  const known = useRef({ decision: setup.decision, decidedAt: setup.decidedAt, newest: order.newestVersion });
  // One of the two comes first; the other then belongs to it.
  const answeredAt = useRef(0);
  const shownAt = useRef(0);
  const [told, setTold] = useState<Told | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was decided counts; who is deciding is read at that moment
  useEffect(() => {
    const before = known.current;
    known.current = { decision: setup.decision, decidedAt: setup.decidedAt, newest: order.newestVersion };
    if (before.decision !== setup.decision || before.decidedAt !== setup.decidedAt) {
      const answered = Date.now() - answeredAt.current < togetherMs;
      answeredAt.current = 0;
      if (!answered && deciding && client.isMutating() > 0) shownAt.current = Date.now();
      else if (!answered)
        return setTold(setup.decision ? { what: setup.decision, name: setup.decidedBy ?? '' } : { what: 'reopened' });
      setTold(null);
    } else if (order.newestVersion > before.newest && order.newestVersion > setup.version)
      setTold({ what: 'newer', version: order.newestVersion });
  }, [setup.decision, setup.decidedAt, order.newestVersion]);
  return {
    told,
    dismiss: useCallback(() => setTold(null), []),
    /** Called when this page's own act went through. */
    own: useCallback(() => {
      if (Date.now() - shownAt.current > togetherMs) answeredAt.current = Date.now();
      shownAt.current = 0;
    }, []),
  };
}
