import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Patient } from '#contract/patients.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields, TextField } from '../../design/fields.tsx';
import { Notice } from '../../design/notice.tsx';
import pageClasses from '../../design/page.module.css';
import { Choice } from './choice.tsx';
import { LikelyPatients } from './likely-patients.tsx';

type Sex = Patient['sex'];
type Props = { practiceId: string; onMade: (patientId: string) => void; onCancel: () => void };

const sexes = ['female', 'male', 'other', 'unknown'] as const;

/** A new patient's record; who is likely the same person is shown first. */
export function NewPatientForm({ practiceId, onMade, onCancel }: Props) {
  const { t } = useTranslation(['orders', 'words']);
  const [firstName, setFirstName] = useState('');
  const [lastName, setLastName] = useState('');
  const [birthDate, setBirthDate] = useState('');
  const [sex, setSex] = useState<Sex>('unknown');
  const [likely, setLikely] = useState<readonly Patient[]>([]);
  const create = useActing('createPatient', {
    stale: ['findPatients'],
    onDone: (reply) => (reply.outcome === 'created' ? onMade(reply.patient.id) : setLikely(reply.patients)),
  });
  const complete = firstName.trim() !== '' && lastName.trim() !== '' && birthDate !== '';
  const make = (somebodyNew: boolean) =>
    create.mutate({ params: { practiceId }, body: { firstName, lastName, birthDate, sex, somebodyNew } });
  const typed =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      setLikely([]);
    };
  return (
    <fieldset style={{ border: '1px solid var(--midline-line)', borderRadius: 10, padding: 16, margin: 0 }}>
      <legend style={{ padding: '0 6px', fontWeight: 600 }}>{t('general.new_patient')}</legend>
      <Fields>
        <div className={pageClasses.two}>
          <TextField
            label={t('words:fields.first_name')}
            autoComplete="off"
            maxLength={80}
            required
            data-autofocus
            value={firstName}
            onChange={(event) => typed(setFirstName)(event.currentTarget.value)}
          />
          <TextField
            label={t('words:fields.last_name')}
            autoComplete="off"
            maxLength={80}
            required
            value={lastName}
            onChange={(event) => typed(setLastName)(event.currentTarget.value)}
          />
          <TextField
            label={t('general.birth_date')}
            type="date"
            required
            max={new Date().toISOString().slice(0, 10)}
            value={birthDate}
            onChange={(event) => typed(setBirthDate)(event.currentTarget.value)}
          />
        </div>
        <Choice
          label={t('general.sex')}
          value={sex}
          choices={sexes.map((each) => ({ value: each, label: t(`general.sexes.${each}`) }))}
          onChange={setSex}
        />
      </Fields>
      {likely.length > 0 && (
        <Notice tone="attention" mt="md">
          <Text fw={600}>{t('general.likely')}</Text>
          <Text size="sm">{t('general.likely_text')}</Text>
          <LikelyPatients patients={likely} onTake={onMade} />
        </Notice>
      )}
      <ErrorNotice error={create.error} mt="md" />
      <div className={pageClasses.actions}>
        <Button variant="default" onClick={onCancel}>
          {t('words:cancel')}
        </Button>
        <Button disabled={!complete} loading={create.isPending} onClick={() => make(likely.length > 0)}>
          {t(likely.length > 0 ? 'general.somebody_new' : 'general.create_patient')}
        </Button>
      </div>
    </fieldset>
  );
}
