import { Text, Title } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { noTreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { addressOf } from '../../client/call.ts';
import { useDates } from '../../design/dates.ts';
import { IconInfoCircle } from '../../design/icons.ts';
import { PatientPage } from './patient-page.tsx';
import classes from './simulation.module.css';
import type { Opened } from './simulation-page.tsx';

const SetupView = lazy(async () => ({ default: (await import('../../viewer/setup/index.ts')).SetupView }));

/** The planned movement, which the viewer marks as a simulation, with what a patient needs to understand it. */
export function Simulation({ opened }: { opened: Opened; onOver: () => void }) {
  const { t } = useTranslation('simulation');
  const { date } = useDates();
  const [stage, setStage] = useState(0);
  const source = useMemo(() => {
    const address = (part: 'plan' | 'coarse' | 'full') =>
      addressOf('viewSimulationFile', { params: { linkId: opened.linkId, part } });
    return {
      key: `simulation-${opened.linkId}`,
      plan: address('plan'),
      coarse: address('coarse'),
      full: address('full'),
    };
  }, [opened.linkId]);
  return (
    <PatientPage head={<PracticeHead opened={opened} />}>
      <div className={classes.intro}>
        <Title order={1} size="h2">
          {opened.firstName ? t('page.hello', { name: opened.firstName }) : t('page.hello_nobody')}
        </Title>
        <Text mt={4}>{lengthOf(opened, t)}</Text>
      </div>
      <section aria-label={t('page.title')}>
        <Suspense fallback={<div className={classes.waiting} />}>
          <SetupView
            source={source}
            treatment={noTreatmentPlan}
            stage={stage}
            onStage={setStage}
            selectedTooth={null}
            onSelectTooth={() => undefined}
            notation="fdi"
            remember="midline.simulation"
            reduced
            height="min(54dvh, 36rem)"
          />
        </Suspense>
      </section>
      <aside className={classes.promise}>
        <IconInfoCircle size={22} aria-hidden />
        <div>
          <Text fw={600}>{t('page.promise_title')}</Text>
          <Text size="sm" mt={2}>
            {t('page.promise')}
          </Text>
        </div>
      </aside>
      <Text size="sm" c="dimmed" className={classes.until}>
        {t('page.until', { date: date(opened.expiresAt) })} {t('page.questions')}
      </Text>
    </PatientPage>
  );
}

function PracticeHead({ opened }: { opened: Opened }) {
  const { t } = useTranslation('simulation');
  return (
    <>
      {opened.logo && (
        <img
          className={classes.logo}
          src={addressOf('viewSimulationFile', { params: { linkId: opened.linkId, part: 'logo' } })}
          alt={t('page.logo', { practice: opened.practice })}
        />
      )}
      <Text fw={600}>{opened.practice}</Text>
    </>
  );
}

type Say = ReturnType<typeof useTranslation<'simulation'>>['t'];

/** Months where the treatment takes some, otherwise weeks. */
function lengthOf({ stages, durationDays }: Opened, t: Say): string {
  const months = Math.round(durationDays / 30.4);
  if (months >= 3) return t('page.text', { stages, months });
  return t('page.text_weeks', { stages, weeks: Math.max(1, Math.round(durationDays / 7)) });
}
