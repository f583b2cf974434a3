import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReplyTo } from '../../client/endpoints.ts';
import { SelectField } from '../../design/choice-fields.tsx';

type CasesProps = {
  cases: ReplyTo<'previewLeaving'>['cases'];
  value: string | null;
  onChange: (memberId: string | null) => void;
};

/** Cases that lose their provider: offered to somebody named, or parked. */
export function CasesLeft({ cases, value, onChange }: CasesProps) {
  const { t } = useTranslation('team');
  const open = t('leave.cases.open', { count: cases.open });
  const closed = t('leave.cases.closed', { count: cases.closed });
  return (
    <Stack gap="xs">
      <Text fw={600}>{t('leave.cases.title')}</Text>
      <Text size="sm">{t('leave.cases.text', { open, closed })}</Text>
      <SelectField
        label={t('leave.cases.to')}
        description={value ? t('leave.cases.offer') : undefined}
        data={[
          { value: '', label: t('leave.cases.park') },
          ...cases.providers.map(({ memberId, name }) => ({ value: memberId, label: name })),
        ]}
        value={value ?? ''}
        onChange={(chosen) => onChange(chosen || null)}
      />
    </Stack>
  );
}
