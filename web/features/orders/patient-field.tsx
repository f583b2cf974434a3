import { Button, Input, Loader, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useReading } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconPlus, IconSearch } from '../../design/icons.ts';
import { Notice } from '../../design/notice.tsx';
import { LikelyPatients } from './likely-patients.tsx';
import { NewPatientForm } from './new-patient-form.tsx';
import classes from './orders.module.css';

type Props = {
  practiceId: string;
  caseId: string;
  chosen: ReplyTo<'viewCase'>['patient'];
  disabled: boolean;
  onChoose: (patientId: string | null) => void;
};

/** Finds the patient as one types, or makes a new record, without ever making the same person twice unasked. */
export function PatientField({ practiceId, caseId, chosen, disabled, onChoose }: Props) {
  const { t } = useTranslation('orders');
  const { calendarDate } = useDates();
  const [changing, setChanging] = useState(false);
  const [making, setMaking] = useState(false);
  if (chosen && !changing) {
    return (
      <Input.Wrapper label={t('general.patient')} labelElement="div">
        <div className={classes.patientCard}>
          <div>
            <Text fw={600}>
              {chosen.lastName}, {chosen.firstName}
            </Text>
            <Text size="sm" c="dimmed">
              {t('general.born', { date: calendarDate(chosen.birthDate) })} · {t(`general.sexes.${chosen.sex}`)}
            </Text>
          </div>
          {!disabled && (
            <Button variant="default" size="xs" onClick={() => setChanging(true)}>
              {t('general.change_patient')}
            </Button>
          )}
        </div>
        <KnownAlready
          practiceId={practiceId}
          patientId={chosen.id}
          caseId={caseId}
          disabled={disabled}
          onTake={onChoose}
        />
      </Input.Wrapper>
    );
  }
  const choose = (patientId: string) => {
    setChanging(false);
    setMaking(false);
    onChoose(patientId);
  };
  if (making) return <NewPatientForm practiceId={practiceId} onMade={choose} onCancel={() => setMaking(false)} />;
  return (
    <FindPatient
      practiceId={practiceId}
      disabled={disabled}
      onChoose={choose}
      onNew={() => setMaking(true)}
      {...(changing && { onCancel: () => setChanging(false) })}
    />
  );
}

type FindProps = {
  practiceId: string;
  disabled: boolean;
  onChoose: (patientId: string) => void;
  onNew: () => void;
  onCancel?: () => void;
};

function FindPatient({ practiceId, disabled, onChoose, onNew, onCancel }: FindProps) {
  const { t } = useTranslation(['orders', 'words']);
  const { calendarDate } = useDates();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const found = useReading('findPatients', { params: { practiceId }, query: { search, limit: 8 } });
  return (
    <div>
      <TextInput
        id={id}
        label={t('general.patient')}
        description={t('general.find_hint')}
        placeholder={t('general.find_patient')}
        leftSection={<IconSearch size={16} />}
        rightSection={found.isFetching ? <Loader size={16} /> : null}
        autoComplete="off"
        disabled={disabled}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ErrorNotice error={found.error} mt="sm" />
      {!disabled && found.data && (
        <ul className={classes.found} aria-label={t('general.find_patient')}>
          {found.data.patients.map((patient) => (
            <li key={patient.id}>
              <button type="button" className={classes.foundPatient} onClick={() => onChoose(patient.id)}>
                <span>
                  {patient.lastName}, {patient.firstName}
                </span>
                <Text span size="sm" c="dimmed">
                  {t('general.born', { date: calendarDate(patient.birthDate) })} ·{' '}
                  {t('general.has_cases', { count: patient.cases })}
                </Text>
              </button>
            </li>
          ))}
          {found.data.patients.length === 0 && (
            <li>
              <Text size="sm" c="dimmed" p="sm">
                {t('general.no_patient')}
              </Text>
            </li>
          )}
        </ul>
      )}
      <div style={{ display: 'flex', gap: 8, marginTop: 12 }}>
        <Button variant="default" leftSection={<IconPlus size={16} />} disabled={disabled} onClick={onNew}>
          {t('general.new_patient')}
        </Button>
        {onCancel && (
          <Button variant="subtle" onClick={onCancel}>
            {t('words:cancel')}
          </Button>
        )}
      </div>
    </div>
  );
}

type KnownProps = {
  practiceId: string;
  patientId: string;
  caseId: string;
  disabled: boolean;
  onTake: (patientId: string) => void;
};

/** Points out that the patient is being treated already, or has another record: whoever made this one may not have seen that. */
function KnownAlready({ practiceId, patientId, caseId, disabled, onTake }: KnownProps) {
  const { t } = useTranslation('orders');
  const patient = useReading('viewPatient', { params: { practiceId, patientId } });
  const others = patient.data?.cases.filter((each) => each.id !== caseId && each.status !== 'closed') ?? [];
  const likely = disabled ? [] : (patient.data?.likelyTheSame ?? []);
  return (
    <>
      {others.length > 0 && (
        <Notice tone="attention" mt="sm">
          {t('general.duplicate_case')}{' '}
          {others.map((each) => (
            <a key={each.id} href={`/practices/${practiceId}/cases/${each.id}`} style={{ marginRight: 8 }}>
              {t('wizard.case', { number: String(each.number) })}
            </a>
          ))}
        </Notice>
      )}
      {likely.length > 0 && (
        <Notice tone="attention" mt="sm">
          <Text fw={600}>{t('general.likely')}</Text>
          <Text size="sm">{t('general.likely_text')}</Text>
          <LikelyPatients patients={likely} onTake={onTake} />
        </Notice>
      )}
    </>
  );
}
