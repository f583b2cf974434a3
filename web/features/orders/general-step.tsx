import { Checkbox, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReplyTo } from '../../client/endpoints.ts';
import { SearchSelectField, SelectField } from '../../design/choice-fields.tsx';
import { Fields } from '../../design/fields.tsx';
import { Notice } from '../../design/notice.tsx';
import { Section } from '../../design/section.tsx';
import { Choice } from './choice.tsx';
import { PatientField } from './patient-field.tsx';
import type { Draft } from './use-draft.ts';

type Props = {
  draft: Draft;
  subject: ReplyTo<'viewCase'>;
  choices: ReplyTo<'orderChoices'>;
  disabled: boolean;
};

/** Step 1: who treats whom, where, and what brings the patient. */
export function GeneralStep({ draft, subject, choices, disabled }: Props) {
  const { t } = useTranslation('orders');
  const { order, pending, change } = draft;
  // A later order belongs to a case whose patient, practice and provider are settled.
  const first = order.kind === 'aligner' || (order.kind === 'retainer' && subject.row.orders.length === 1);
  const practiceId = pending.practiceId ?? subject.row.practiceId;
  const practice = choices.practices.find((each) => each.id === practiceId);
  const practitionerId =
    pending.practitionerId === undefined ? (subject.row.provider?.practitionerId ?? null) : pending.practitionerId;
  return (
    <>
      <Section title={t('steps.general')} {...(!first && { description: t('general.fixed') })}>
        <Fields>
          {choices.practices.length > 1 && (
            <SelectField
              label={t('general.practice')}
              data={choices.practices.map(({ id, name }) => ({ value: id, label: name }))}
              value={practiceId}
              disabled={disabled || !first}
              onChange={(next) => next && change({ practiceId: next })}
            />
          )}
          {practice?.providers.length === 0 ? (
            <Notice tone="attention">{t('general.no_providers')}</Notice>
          ) : (
            <SearchSelectField
              label={t('general.provider')}
              description={t('general.provider_hint')}
              data={(practice?.providers ?? []).map((each) => ({
                value: each.practitionerId,
                label: each.you ? t('general.you', { name: each.name }) : each.name,
              }))}
              value={practitionerId}
              disabled={disabled || !first}
              onChange={(next) => change({ practitionerId: next })}
            />
          )}
          <PatientField
            practiceId={practiceId}
            chosen={subject.patient}
            caseId={order.caseId}
            disabled={disabled || !first}
            onChoose={(patientId) => {
              change({ patientId });
              void draft.flush();
            }}
          />
        </Fields>
      </Section>
      <Section title={t('general.treatment')}>
        <Fields>
          <Choice
            label={t('general.arches')}
            value={order.prescription.arches}
            choices={(['both', 'upper', 'lower'] as const).map((each) => ({
              value: each,
              label: t(`general.arch_values.${each}`),
            }))}
            disabled={disabled}
            onChange={(arches) => change({ arches })}
          />
          <Textarea
            label={t('general.chief_complaint')}
            description={t('general.chief_complaint_hint')}
            autosize
            minRows={2}
            maxLength={2000}
            disabled={disabled}
            value={order.prescription.chiefComplaint}
            onChange={(event) => change({ chiefComplaint: event.currentTarget.value })}
          />
          {first && (
            <Checkbox
              label={t('general.not_shared')}
              description={t('general.not_shared_hint')}
              checked={pending.notShared ?? subject.row.notShared}
              disabled={disabled}
              onChange={(event) => change({ notShared: event.currentTarget.checked })}
            />
          )}
        </Fields>
      </Section>
    </>
  );
}
