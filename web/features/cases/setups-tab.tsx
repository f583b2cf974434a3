import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Setup } from '#contract/orders.ts';
import { usePlace } from '../../app/place.tsx';
import { useDates } from '../../design/dates.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { IconClipboardList } from '../../design/icons.ts';
import { Section } from '../../design/section.tsx';
import { StateBadge } from '../../design/state-badge.tsx';
import { CompareVersions } from '../setups/compare-versions.tsx';
import { reviewPath } from '../setups/review-path.ts';
import { partAddress } from '../setups/setup-source.ts';
import { stateOf, tones } from '../setups/setup-states.ts';
import classes from './cases.module.css';

type Props = { setups: readonly Setup[]; caseId: string };

/** The versions of the treatment setup, newest first, each with how it looks and what was decided. */
export function SetupsTab({ setups, caseId }: Props) {
  const { t } = useTranslation('cases');
  if (setups.length === 0) return <EmptyState icon={<IconClipboardList size={28} />} title={t('setups_none')} />;
  return (
    <Section title={t('tabs.setups')} actions={<CompareVersions caseId={caseId} />}>
      <ul className={classes.list}>
        {setups
          .toSorted((one, other) => other.version - one.version)
          .map((setup) => (
            <VersionLine key={setup.id} setup={setup} caseId={caseId} />
          ))}
      </ul>
    </Section>
  );
}

function VersionLine({ setup, caseId }: { setup: Setup; caseId: string }) {
  const { t } = useTranslation(['cases', 'setups']);
  const { dateTime } = useDates();
  const place = usePlace();
  const state = stateOf(setup);
  return (
    <li className={classes.version}>
      {!setup.withdrawnAt && <Pictures setup={setup} caseId={caseId} />}
      <div className={classes.versionText}>
        <div className={classes.versionHead}>
          <Text fw={600}>{t('setup', { version: String(setup.version) })}</Text>
          <StateBadge tone={tones[state]}>{t(`setup_states.${state}`)}</StateBadge>
        </div>
        <Text size="sm" c="dimmed">
          {t('setup_delivered', { date: dateTime(setup.deliveredAt), name: setup.deliveredBy })} ·{' '}
          {t('setup_stages', { upper: String(setup.upperStages), lower: String(setup.lowerStages) })}
        </Text>
        {setup.decision && setup.decidedAt && (
          <Text size="sm" c="dimmed">
            {t(`setups:review.decided.${setup.decision}`, {
              date: dateTime(setup.decidedAt),
              name: setup.decidedBy ?? '',
            })}
          </Text>
        )}
        {setup.withdrawnAt && (
          <Text size="sm" c="dimmed">
            {t('setups:in_case.withdrawn', { date: dateTime(setup.withdrawnAt) })}
          </Text>
        )}
        <Quoted title={t('setups:facts.note')}>{setup.note}</Quoted>
        <Quoted title={t('setups:facts.instructions')}>{setup.instructions}</Quoted>
        {setup.withdrawnBecause && <p className={classes.reason}>{setup.withdrawnBecause}</p>}
        {!setup.withdrawnAt && (
          <div className={classes.versionActs}>
            <Button component={Link} to={reviewPath(place, caseId, setup.version)} size="sm" variant="light">
              {t('setups:in_case.open')}
            </Button>
            <Button
              component="a"
              size="sm"
              variant="subtle"
              href={partAddress(caseId, setup.id, 'original')}
              download={setup.fileName}
              title={setup.fileName}
            >
              {t('download')}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}

function Quoted({ title, children }: { title: string; children: string | null }) {
  if (!children) return null;
  return (
    <div className={classes.reason}>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      {children}
    </div>
  );
}

/** How it looks before treatment and after the last stage. */
function Pictures({ setup, caseId }: { setup: Setup; caseId: string }) {
  const { t } = useTranslation('setups');
  const place = usePlace();
  const [missing, setMissing] = useState(false);
  if (missing) return null;
  const last = Math.max(setup.upperStages, setup.lowerStages);
  return (
    <Link
      to={reviewPath(place, caseId, setup.version)}
      className={classes.pictures}
      aria-label={t('in_case.open_version', { version: String(setup.version) })}
    >
      <img
        src={partAddress(caseId, setup.id, 'first_stage')}
        alt={t('in_case.first')}
        title={t('in_case.first')}
        loading="lazy"
        onError={() => setMissing(true)}
      />
      <img
        src={partAddress(caseId, setup.id, 'last_stage')}
        alt={t('in_case.last', { stage: String(last) })}
        title={t('in_case.last', { stage: String(last) })}
        loading="lazy"
        onError={() => setMissing(true)}
      />
    </Link>
  );
}
