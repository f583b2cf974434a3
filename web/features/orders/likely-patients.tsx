import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Patient } from '#contract/patients.ts';
import { useDates } from '../../design/dates.ts';
import classes from './orders.module.css';

type Props = { patients: readonly Patient[]; onTake: (patientId: string) => void };

/** Records that are likely of the same person, each to be taken in place of another. */
export function LikelyPatients({ patients, onTake }: Props) {
  const { t } = useTranslation('orders');
  const { calendarDate } = useDates();
  return (
    <ul className={classes.likely}>
      {patients.map((patient) => (
        <li key={patient.id}>
          <span>
            {patient.lastName}, {patient.firstName}, {t('general.born', { date: calendarDate(patient.birthDate) })}
          </span>
          <Button size="xs" onClick={() => onTake(patient.id)}>
            {t('general.take')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
