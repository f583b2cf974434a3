import { Button, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Patient } from '#contract/patients.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields, TextField } from '../../design/fields.tsx';
import { notifyDone } from '../../design/notify.ts';
import pageClasses from '../../design/page.module.css';
import { Section } from '../../design/section.tsx';
import { Choice } from '../orders/choice.tsx';
import type { Draft } from '../orders/use-draft.ts';

const sexes = ['female', 'male', 'other', 'unknown'] as const;

type Props = { draft: Draft; subject: ReplyTo<'viewCase'>; disabled: boolean };

/** Step 1 as a collaborator fills it in: provider and practice are settled, and the patient is a new one. */
export function PrepareGeneral({ draft, subject, disabled }: Props) {
  const { t } = useTranslation(['collaborator-view', 'orders', 'words']);
  const { order, change } = draft;
  const first = subject.row.orders.length === 1 && order.may.includes('hand_to_provider');
  return (
    <>
      <Section
        title={t('orders:steps.general')}
        description={`${subject.row.provider?.name ?? ''}, ${subject.row.practice}`}
      >
        {first ? (
          <NewPatient subject={subject} orderId={order.id} disabled={disabled} />
        ) : (
          <Text>{subject.patient ? `${subject.patient.lastName}, ${subject.patient.firstName}` : '–'}</Text>
        )}
      </Section>
      <Section title={t('orders:general.treatment')}>
        <Fields>
          <Choice
            label={t('orders:general.arches')}
            value={order.prescription.arches}
            choices={(['both', 'upper', 'lower'] as const).map((each) => ({
              value: each,
              label: t(`orders:general.arch_values.${each}`),
            }))}
            disabled={disabled || !order.may.includes('discard')}
            onChange={(arches) => change({ arches })}
          />
          <Textarea
            label={t('orders:general.chief_complaint')}
            description={t('orders:general.chief_complaint_hint')}
            autosize
            minRows={2}
            maxLength={2000}
            disabled={disabled || !order.may.includes('discard')}
            value={order.prescription.chiefComplaint}
            onChange={(event) => change({ chiefComplaint: event.currentTarget.value })}
          />
        </Fields>
      </Section>
    </>
  );
}

function NewPatient({
  subject,
  orderId,
  disabled,
}: {
  subject: ReplyTo<'viewCase'>;
  orderId: string;
  disabled: boolean;
}) {
  const { t } = useTranslation(['collaborator-view', 'orders', 'words']);
  const { patient } = subject;
  const [firstName, setFirstName] = useState(patient?.firstName ?? '');
  const [lastName, setLastName] = useState(patient?.lastName ?? '');
  const [birthDate, setBirthDate] = useState(patient?.birthDate ?? '');
  const [sex, setSex] = useState<Patient['sex']>(patient?.sex ?? 'unknown');
  const save = useActing('nameNewPatient', {
    stale: ['viewCase', 'viewOrder', 'listSharedCases'],
    onDone: () => notifyDone(t('general.saved')),
  });
  const complete = firstName.trim() !== '' && lastName.trim() !== '' && birthDate !== '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ params: { caseId: subject.row.id, orderId }, body: { firstName, lastName, birthDate, sex } });
      }}
    >
      <Text fw={600}>{t('general.patient')}</Text>
      <Text c="dimmed" size="sm" mb="md">
        {t('general.patient_text')}
      </Text>
      <Fields>
        <div className={pageClasses.two}>
          <TextField
            label={t('words:fields.first_name')}
            autoComplete="off"
            maxLength={80}
            required
            disabled={disabled}
            value={firstName}
            onChange={(event) => setFirstName(event.currentTarget.value)}
          />
          <TextField
            label={t('words:fields.last_name')}
            autoComplete="off"
            maxLength={80}
            required
            disabled={disabled}
            value={lastName}
            onChange={(event) => setLastName(event.currentTarget.value)}
          />
          <TextField
            label={t('orders:general.birth_date')}
            type="date"
            required
            disabled={disabled}
            max={new Date().toISOString().slice(0, 10)}
            value={birthDate}
            onChange={(event) => setBirthDate(event.currentTarget.value)}
          />
        </div>
        <Choice
          label={t('orders:general.sex')}
          value={sex}
          disabled={disabled}
          choices={sexes.map((each) => ({ value: each, label: t(`orders:general.sexes.${each}`) }))}
          onChange={setSex}
        />
      </Fields>
      <ErrorNotice error={save.error} mt="md" />
      <Button type="submit" mt="md" variant="light" disabled={disabled || !complete} loading={save.isPending}>
        {t('general.save')}
      </Button>
    </form>
  );
}
