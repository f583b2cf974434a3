import { useTranslation } from 'react-i18next';
import type { Order } from '#contract/orders.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useDates } from '../../design/dates.ts';
import pageClasses from '../../design/page.module.css';
import { useApproachFacts } from './approach-facts.ts';

type Props = { order: Order; subject: Pick<ReplyTo<'viewCase'>, 'row' | 'patient'> };

/** The prescription as one reads it: what was stated, in the order of the steps. */
export function PrescriptionSummary({ order, subject }: Props) {
  const { t } = useTranslation(['orders', 'words']);
  const { calendarDate } = useDates();
  const facts = useApproachFacts();
  const { patient, row } = subject;
  const { arches, chiefComplaint, approach, appliance, instructions } = order.prescription;
  const nothing = t('submit.nothing_stated');
  const lines: [label: string, value: string][] = [
    [
      t('general.patient'),
      patient
        ? `${patient.lastName}, ${patient.firstName}, ${t('general.born', { date: calendarDate(patient.birthDate) })}`
        : nothing,
    ],
    [t('general.provider'), row.provider?.name ?? nothing],
    [t('general.practice'), row.practice],
    [t('general.arches'), arches ? t(`general.arch_values.${arches}`) : nothing],
    ...(chiefComplaint ? [[t('general.chief_complaint'), chiefComplaint] as [string, string]] : []),
    ...facts(order.kind, approach, appliance),
    ...(instructions ? [[t('instructions.label'), instructions] as [string, string]] : []),
  ];
  return (
    <dl className={pageClasses.facts}>
      {lines.map(([label, value]) => (
        <div key={label} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
