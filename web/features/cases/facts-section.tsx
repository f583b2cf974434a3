import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Order } from '#contract/orders.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useDates } from '../../design/dates.ts';
import pageClasses from '../../design/page.module.css';
import { Section } from '../../design/section.tsx';
import classes from './cases.module.css';
import { useLimits } from './limits.ts';

type Fact = readonly [label: string, value: string | null | undefined];

/** The facts of a case and of the order that is open. */
export function FactsSection({ subject, order }: { subject: ReplyTo<'viewCase'>; order: Order }) {
  const { t } = useTranslation(['cases', 'orders']);
  const { date, calendarDate } = useDates();
  const limits = useLimits();
  const { patient, row } = subject;
  const facts: Fact[] = [
    [
      t('orders:general.birth_date'),
      patient && `${calendarDate(patient.birthDate)} · ${t(`orders:general.sexes.${patient.sex}`)}`,
    ],
    [t('orders:general.practice'), row.practice],
    [t('orders:general.provider'), row.provider?.name],
    [t('orders:general.chief_complaint'), order.prescription.chiefComplaint],
    [t('laboratory'), order.laboratory?.name],
    [t('manufacturer'), order.manufacturer?.name],
    [t('technician'), order.submittedAt ? (order.technician?.name ?? t('nobody_assigned')) : null],
    [t('submitted'), order.submittedAt && byWhom(order.submittedAt, order.submittedBy)],
    [t('accepted'), order.acceptedAt && date(order.acceptedAt)],
    [t('package'), subject.package ? packageLine(subject.package) : t('package_none')],
    [t('created'), byWhom(subject.createdAt, subject.createdBy)],
  ];
  function byWhom(at: string, name: string | null) {
    return name ? t('created_by', { date: date(at), name }) : date(at);
  }
  function packageLine(chosen: NonNullable<typeof subject.package>) {
    const until = chosen.expiresOn && t('package_until', { date: calendarDate(chosen.expiresOn) });
    return [chosen.name, limits(chosen), until].filter(Boolean).join('\n');
  }
  return (
    <Section title={t('facts')}>
      <dl className={pageClasses.facts}>
        {facts.map(
          ([label, value]) =>
            value && (
              <div key={label} style={{ display: 'contents' }}>
                <dt>{label}</dt>
                <dd style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Section>
  );
}

/** Who works on the case, and as what. */
export function PeopleSection({ people }: { people: ReplyTo<'viewCase'>['people'] }) {
  const { t } = useTranslation('cases');
  if (people.length === 0) return null;
  return (
    <Section title={t('people')}>
      <ul className={classes.list}>
        {people.map((person) => (
          <li key={`${person.name} ${person.standing}`} className={classes.line}>
            <Text>{person.name}</Text>
            <Text size="sm" c="dimmed">
              {t(`standings.${person.standing}`)}
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}
