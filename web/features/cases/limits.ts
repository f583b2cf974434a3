import { useTranslation } from 'react-i18next';
import type { PackageLimits } from '#contract/laboratories.ts';

/** A package's limits in one line. */
export function useLimits(): (limits: Omit<PackageLimits, 'months'>) => string {
  const { t } = useTranslation('cases');
  const shown = (limit: number | null) => (limit === null ? t('unlimited') : String(limit));
  return (limits) =>
    t('package_limits', {
      stages: shown(limits.stages),
      revisions: shown(limits.revisions),
      sets: shown(limits.retainerSets),
    });
}
