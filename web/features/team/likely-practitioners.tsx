import { Radio, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import type { ReplyTo } from '../../client/endpoints.ts';
import { reading } from '../../client/use-calls.ts';
import { nameOf } from './columns.ts';
import type { MembershipForm } from './membership-form.ts';
import classes from './team.module.css';

type Likely = ReplyTo<'findPractitioners'>['practitioners'][number];

/** Records of the group that may be this person's; asks again when name or number change, a moment after typing ends. */
export function useLikelyPractitioners(form: MembershipForm, enabled: boolean): readonly Likely[] {
  const { organisationId } = usePlace();
  const { firstName, lastName, registrationNumber, clinicalRole } = form.values;
  const [query] = useDebouncedValue({ firstName, lastName, registrationNumber }, 300);
  const asked = enabled && clinicalRole !== null && lastName.trim().length > 1;
  const found = useQuery({
    ...reading('findPractitioners', { params: { organisationId }, query }),
    enabled: asked,
    placeholderData: keepPreviousData,
  });
  const likely = asked ? (found.data?.practitioners ?? []) : [];
  const { practitioner } = form.values;
  const chosenHere =
    practitioner !== null && practitioner !== 'new' && practitioner !== form.getInitialValues().practitioner;
  const gone = chosenHere && !likely.some(({ id }) => id === practitioner);
  useEffect(() => {
    if (gone && asked && found.isSuccess && !found.isPlaceholderData) form.setFieldValue('practitioner', null);
  }, [gone, asked, found.isSuccess, found.isPlaceholderData, form.setFieldValue]);
  return likely;
}

type Props = { form: MembershipForm; likely: readonly Likely[] };

/** Offers existing records before a new one is made. */
export function LikelyPractitioners({ form, likely }: Props) {
  const { t } = useTranslation(['team', 'words']);
  function choose(value: string) {
    form.setFieldValue('practitioner', value);
    form.clearFieldError('practitioner');
    const record = likely.find(({ id }) => id === value);
    if (!record) return;
    form.setFieldValue('clinicalRole', record.clinicalRole);
    if (record.specialty) form.setFieldValue('specialty', record.specialty);
    if (record.registrationNumber) form.setFieldValue('registrationNumber', record.registrationNumber);
  }
  return (
    <Radio.Group
      label={t('likely.title')}
      description={t('likely.text')}
      value={form.values.practitioner}
      onChange={choose}
      error={form.errors.practitioner}
    >
      <Stack gap="xs" mt="xs">
        {likely.map((record) => (
          <Radio.Card
            key={record.id}
            value={record.id}
            className={classes.card}
            aria-label={t('likely.take', { name: nameOf(record) })}
          >
            <Radio.Indicator mt={2} />
            <div>
              <Text fw={600}>{nameOf(record)}</Text>
              <Text size="sm" c="dimmed">
                {[
                  t(`words:clinical_roles.${record.clinicalRole}`),
                  record.specialty,
                  record.registrationNumber && t('likely.number', { number: record.registrationNumber }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </div>
          </Radio.Card>
        ))}
        <Radio.Card value="new" className={classes.card}>
          <Radio.Indicator mt={2} />
          <Text>{t('likely.new')}</Text>
        </Radio.Card>
      </Stack>
    </Radio.Group>
  );
}
