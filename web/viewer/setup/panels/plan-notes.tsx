import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Tooth } from '#contract/teeth.ts';
import type { SetupPlan } from '#contract/tooth-movement/setup-plan.ts';

/** What one should know about where the figures come from. */
export function PlanNotes({ plan, words }: { plan: SetupPlan; words: { list: (teeth: readonly Tooth[]) => string } }) {
  const { t, i18n } = useTranslation('setups', { keyPrefix: 'panels' });
  const estimated = plan.teeth.filter(({ axesFrom }) => axesFrom === 'estimated').map(({ tooth }) => tooth);
  const residual = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 2 });
  const notes = [
    estimated.length === plan.teeth.length && estimated.length > 0 && t('movement.estimated_all'),
    estimated.length > 0 &&
      estimated.length < plan.teeth.length &&
      t('movement.estimated', { count: estimated.length, teeth: words.list(estimated) }),
    plan.residual !== null && t('movement.residual', { value: residual.format(plan.residual) }),
  ].filter((note): note is string => typeof note === 'string');
  return notes.map((note) => (
    <Text key={note} size="xs" c="dimmed" maw="62ch" mt={4}>
      {note}
    </Text>
  ));
}
