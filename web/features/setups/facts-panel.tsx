import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupReview } from '#contract/setups.ts';
import { useDates } from '../../design/dates.ts';
import classes from './setups.module.css';

/** What there is to know of a version at a glance. */
export function FactsPanel({ review }: { review: SetupReview }) {
  const { t, i18n } = useTranslation(['setups', 'orders']);
  const { dateTime } = useDates();
  const { setup, facts, case: subject } = review;
  const patient = subject.patient ? `${subject.patient.lastName}, ${subject.patient.firstName}` : t('facts.no_patient');
  const months = Math.round(facts.durationDays / 30.44);
  const mm = facts.totalIprMm.toLocaleString(i18n.language);
  const rows: [string, ReactNode][] = [
    [t('facts.patient'), patient],
    [t('facts.provider'), subject.provider ?? t('facts.no_provider')],
    [t('facts.practice'), subject.practice],
    ...(subject.laboratory ? [[t('facts.laboratory'), subject.laboratory] satisfies [string, string]] : []),
    [t('facts.case'), `${subject.number} · ${t(`orders:kinds.${review.order.kind}`)}`],
    [t('facts.created'), t('facts.by', { date: dateTime(setup.deliveredAt), name: setup.deliveredBy })],
    [
      t('facts.stages'),
      t('facts.stages_value', { upper: String(setup.upperStages), lower: String(setup.lowerStages) }),
    ],
    [t('facts.duration'), t('facts.duration_value', { days: facts.durationDays, months })],
    [t('facts.ipr'), facts.totalIprMm > 0 ? t('facts.ipr_value', { mm }) : t('facts.ipr_none')],
    [t('facts.attachments'), facts.attachments > 0 ? String(facts.attachments) : t('facts.attachments_none')],
    ...(setup.decision && setup.decidedAt
      ? [
          [
            t('facts.decision'),
            t(`review.decided.${setup.decision}`, { date: dateTime(setup.decidedAt), name: setup.decidedBy ?? '' }),
          ] satisfies [string, string],
        ]
      : []),
    [
      t('facts.content'),
      <span key="content" title={t('facts.content_hint')} className={classes.hash}>
        {setup.contentHash.slice(0, 12)}
      </span>,
    ],
  ];
  return (
    <>
      <dl className={classes.facts}>
        {rows.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Said title={t('facts.note')}>{setup.note}</Said>
      <Said title={t('facts.instructions')}>{setup.instructions}</Said>
    </>
  );
}

function Said({ title, children }: { title: string; children: string | null }) {
  if (!children) return null;
  return (
    <section className={classes.said}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <p>{children}</p>
    </section>
  );
}
