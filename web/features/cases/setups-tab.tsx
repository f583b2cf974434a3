import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Setup } from '#contract/orders.ts';
import { addressOf } from '../../client/call.ts';
import { useDates } from '../../design/dates.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { IconClipboardList } from '../../design/icons.ts';
import { Section } from '../../design/section.tsx';
import { StateBadge } from '../../design/state-badge.tsx';
import classes from './cases.module.css';

const tones = { open: 'attention', approved: 'good', declined: 'bad', withdrawn: 'neutral' } as const;

function stateOf(setup: Setup): keyof typeof tones {
  return setup.withdrawnAt ? 'withdrawn' : (setup.decision ?? 'open');
}

/** The versions of the treatment setup, newest first, each with what was decided. */
export function SetupsTab({ setups, caseId }: { setups: readonly Setup[]; caseId: string }) {
  const { t } = useTranslation('cases');
  const { dateTime } = useDates();
  if (setups.length === 0) return <EmptyState icon={<IconClipboardList size={28} />} title={t('setups_none')} />;
  return (
    <Section title={t('tabs.setups')}>
      <ul className={classes.list}>
        {setups
          .toSorted((one, other) => other.version - one.version)
          .map((setup) => (
            <li key={setup.id} className={classes.line}>
              <div>
                <Text fw={600}>{t('setup', { version: String(setup.version) })}</Text>
                <Text size="sm" c="dimmed">
                  {t('setup_delivered', { date: dateTime(setup.deliveredAt), name: setup.deliveredBy })} ·{' '}
                  {t('setup_stages', { upper: String(setup.upperStages), lower: String(setup.lowerStages) })}
                </Text>
                {setup.note && <p className={classes.reason}>{setup.note}</p>}
                {setup.decidedAt && (
                  <Text size="sm" c="dimmed" mt={6}>
                    {t(`setup_states.${stateOf(setup)}`)}: {dateTime(setup.decidedAt)}, {setup.decidedBy}
                  </Text>
                )}
                {(setup.instructions ?? setup.withdrawnBecause) && (
                  <p className={classes.reason}>{setup.instructions ?? setup.withdrawnBecause}</p>
                )}
                {!setup.withdrawnAt && (
                  <Anchor
                    size="sm"
                    href={addressOf('viewRecordFile', {
                      params: { caseId, recordId: setup.recordId, rendition: 'original' },
                    })}
                    download
                  >
                    {t('download')} ({setup.fileName})
                  </Anchor>
                )}
              </div>
              <StateBadge tone={tones[stateOf(setup)]}>{t(`setup_states.${stateOf(setup)}`)}</StateBadge>
            </li>
          ))}
      </ul>
    </Section>
  );
}
