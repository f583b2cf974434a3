import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TreatmentApproach } from '#contract/prescriptions.ts';
import type { Notation } from '#contract/teeth.ts';
import { Section } from '../../design/section.tsx';
import { BiteFields } from './bite-fields.tsx';
import { CourseFields } from './course-fields.tsx';
import { SpaceFields } from './space-fields.tsx';
import { TeethFields } from './teeth-fields.tsx';

export type ApproachProps = {
  value: TreatmentApproach;
  /** Gets the whole approach with what was changed. */
  onChange: (value: TreatmentApproach) => void;
  notation: Notation;
  disabled?: boolean;
};

/** Step 3 of an order, and a provider's own treatment preferences: the same questions. */
export function TreatmentApproachForm(props: ApproachProps) {
  const { t } = useTranslation('orders');
  const { value, onChange, disabled } = props;
  return (
    <>
      <Section title={t('approach.groups.bite')}>
        <BiteFields {...props} />
      </Section>
      <Section title={t('approach.groups.space')}>
        <SpaceFields {...props} />
      </Section>
      <Section title={t('approach.groups.teeth')}>
        <TeethFields {...props} />
      </Section>
      <Section title={t('approach.groups.course')}>
        <CourseFields {...props} />
        <Textarea
          mt="lg"
          label={t('approach.remarks')}
          autosize
          minRows={3}
          maxLength={4000}
          disabled={disabled}
          value={value.remarks ?? ''}
          onChange={(event) => onChange({ ...value, remarks: event.currentTarget.value })}
        />
      </Section>
    </>
  );
}
