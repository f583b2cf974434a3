import { useTranslation } from 'react-i18next';
import type { PackageLimits } from '#contract/laboratories.ts';

/** A package's limits in one line. */
export function useLimits(): (limits: Omit<PackageLimits, 'months'>) => string {
  const { t } = useTranslation('cases');
  // To the phrase, no limit is -1.
  const told = (limit: number | null) => limit ?? -1;
  return (limits) =>
    t('package_limits', {
      stages: told(limits.stages),
      revisions: told(limits.revisions),
      sets: told(limits.retainerSets),
    });
}
