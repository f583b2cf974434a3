import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReplyTo } from '../../client/endpoints.ts';
import { SelectField } from '../../design/choice-fields.tsx';
import { Notice } from '../../design/notice.tsx';

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

type ElsewhereProps = { name: string; elsewhere: CasesProps['cases']['elsewhere'] };

/** Cases at other practices, which a clinical role that owns none takes from the person too. */
export function CasesElsewhere({ name, elsewhere }: ElsewhereProps) {
  const { t } = useTranslation('team');
  const { administered, outOfReach } = elsewhere;
  if (outOfReach) return <Notice tone="attention">{t('leave.cases.out_of_reach', { name })}</Notice>;
  if (administered === 0) return null;
  return <Notice tone="attention">{t('leave.cases.elsewhere', { name, count: administered })}</Notice>;
}
