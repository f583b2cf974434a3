import { Radio, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Order } from '#contract/orders.ts';
import { useReading } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { useLimits } from './limits.ts';

type Props = { order: Order; version: number; value: string | null; onChange: (packageId: string) => void };

/** What is approved, and the package where the case has none yet. */
export function ApproveFields({ order, version, value, onChange }: Props) {
  const { t } = useTranslation('cases');
  const limits = useLimits();
  const subject = useReading('viewCase', { params: { caseId: order.caseId } });
  const first = subject.data?.package === null;
  const packages = useReading('listPackages', { params: { caseId: order.caseId, orderId: order.id } });
  return (
    <>
      <Text>{t('act.approve_text', { version: String(version) })}</Text>
      {first && (
        <Radio.Group
          label={t('act.package')}
          description={t('act.package_hint')}
          value={value}
          onChange={onChange}
          required
        >
          <Stack gap="xs" mt="xs">
            {packages.data?.packages.map((each) => (
              <Radio
                key={each.id}
                value={each.id}
                label={[each.name, each.price].filter(Boolean).join(' · ')}
                description={limits(each)}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <ErrorNotice error={packages.error} />
    </>
  );
}
