import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Order, Setup } from '#contract/orders.ts';
import { useReading } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { useLimits } from './limits.ts';

type Props = {
  order: Order;
  setup: Pick<Setup, 'upperStages' | 'lowerStages'>;
  value: string | null;
  onChange: (packageId: string) => void;
};

/** The laboratory's packages with their limits, chosen once at a case's first approval. One too small for the setup can't be. */
export function PackageChoice({ order, setup, value, onChange }: Props) {
  const { t } = useTranslation('cases');
  const limits = useLimits();
  const packages = useReading('listPackages', { params: { caseId: order.caseId, orderId: order.id } });
  const stages = Math.max(setup.upperStages, setup.lowerStages);
  return (
    <>
      <Radio.Group
        label={t('act.package')}
        description={t('act.package_hint')}
        value={value}
        onChange={onChange}
        required
      >
        <Stack gap="xs" mt="xs">
          {packages.data?.packages.map((each) => {
            const tooSmall = each.stages !== null && each.stages < stages;
            return (
              <Radio
                key={each.id}
                value={each.id}
                disabled={tooSmall}
                label={[each.name, each.price].filter(Boolean).join(' · ')}
                description={[
                  limits(each),
                  ...(tooSmall ? [t('act.package_too_small', { stages: String(stages) })] : []),
                ].join(' · ')}
              />
            );
          })}
        </Stack>
      </Radio.Group>
      <ErrorNotice error={packages.error} onRetry={() => void packages.refetch()} />
    </>
  );
}
