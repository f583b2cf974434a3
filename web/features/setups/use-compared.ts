import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupReview } from '#contract/setups.ts';
import { reading } from '../../client/use-calls.ts';
import { type ComparedSetup, useSetupPlan } from '../../viewer/setup/index.ts';
import type { SetupVersion } from '../../viewer/setup/panels/index.ts';
import { sourceOf } from './setup-source.ts';

/** The version laid over the one shown: for the viewer as soon as it is chosen, for the panels once its movements are there. */
export function useCompared(review: SetupReview, version: number | null) {
  const { t } = useTranslation('setups');
  const caseId = review.case.id;
  const chosen = review.versions.find((each) => each.version === version && each.id !== review.setup.id);
  const other = useQuery({
    ...reading('viewSetup', { params: { caseId, setupId: chosen?.id ?? '' } }),
    enabled: chosen !== undefined,
  });
  const source = useMemo(() => (chosen ? sourceOf(caseId, chosen.id) : null), [caseId, chosen]);
  const plan = useSetupPlan(source);
  const label = t('review.version', { version: chosen?.version ?? 0 });
  const treatment = chosen ? other.data?.treatment : undefined;
  const shown = useMemo<ComparedSetup | undefined>(
    () => (source && treatment ? { label, source, treatment } : undefined),
    [label, source, treatment],
  );
  const toTell = useMemo<SetupVersion | undefined>(
    () => (treatment && plan.plan ? { label, plan: plan.plan, treatment } : undefined),
    [label, plan.plan, treatment],
  );
  return {
    version: chosen?.version ?? null,
    shown,
    toTell,
    failed: chosen !== undefined && (other.error !== null || plan.state === 'failed'),
    again: () => {
      void other.refetch();
      plan.again();
    },
  };
}
export type Compared = ReturnType<typeof useCompared>;
