import { Button, Menu, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupReview } from '#contract/setups.ts';
import { usePlace } from '../../app/place.tsx';
import { addressOf } from '../../client/call.ts';
import { useDates } from '../../design/dates.ts';
import { IconArrowLeft, IconDots, IconDownload, IconFileTypePdf, IconPhoto, IconSend } from '../../design/icons.ts';
import { StateBadge } from '../../design/state-badge.tsx';
import { casePath } from './review-path.ts';
import { partAddress } from './setup-source.ts';
import { stateOf, tones } from './setup-states.ts';
import classes from './setups.module.css';
import { VersionMenu } from './version-menu.tsx';

const decisions = ['approve', 'decline', 'take_back_approval', 'take_back_decline', 'withdraw_setup'] as const;
export type ReviewAct = (typeof decisions)[number] | 'links';

type Props = { review: SetupReview; onAct: (act: ReviewAct) => void; onPicture: () => void };

/** Whose version this is, how it stands, and what the reader can do about it: nothing that they may not. */
export function ReviewHeader({ review, onAct, onPicture }: Props) {
  const { t } = useTranslation(['setups', 'cases']);
  const place = usePlace();
  const { setup, case: subject } = review;
  const patient = subject.patient ? `${subject.patient.lastName}, ${subject.patient.firstName}` : t('facts.no_patient');
  const title = `${patient} · ${t('review.version', { version: setup.version })}`;
  useEffect(() => {
    document.title = `${title} · Midline`;
  }, [title]);
  // Decisions are about the newest version; what happened to an older one stays.
  const newest = review.order.newestVersion === setup.version;
  const acts = newest ? decisions.filter((act) => review.mayDo.includes(act)) : [];
  return (
    <header className={classes.header}>
      <div className={classes.headText}>
        <Link to={casePath(place, subject.id)} className={classes.back}>
          <IconArrowLeft size={16} aria-hidden />
          {t('review.case', { number: String(subject.number) })}
        </Link>
        <div className={classes.headLine}>
          <Title order={1} size="h3" tabIndex={-1} data-page-title>
            {patient}
          </Title>
          <VersionMenu review={review} />
          <StateBadge tone={tones[stateOf(setup)]}>{t(`review.states.${stateOf(setup)}`)}</StateBadge>
          <Decided review={review} />
        </div>
      </div>
      <div className={classes.headActs}>
        {acts.map((act) => (
          <Button key={act} variant={act === 'approve' ? 'filled' : 'default'} onClick={() => onAct(act)}>
            {t(`cases:events.${act}`)}
          </Button>
        ))}
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" aria-label={t('review.more')} px={12}>
              <IconDots size={18} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {review.may.includes('share') && (
              <Menu.Item leftSection={<IconSend size={16} />} onClick={() => onAct('links')}>
                {t('review.links')}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<IconPhoto size={16} />} onClick={onPicture}>
              {t('review.picture')}
            </Menu.Item>
            {review.may.includes('export') && (
              <>
                <Menu.Item
                  leftSection={<IconFileTypePdf size={16} />}
                  component="a"
                  href={addressOf('printSetupSheet', { params: { caseId: subject.id, setupId: setup.id } })}
                  target="_blank"
                >
                  {t('review.sheet')}
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconDownload size={16} />}
                  component="a"
                  href={partAddress(subject.id, setup.id, 'original')}
                  download={setup.fileName}
                >
                  {t('review.download')}
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      </div>
    </header>
  );
}

function Decided({ review: { setup } }: { review: SetupReview }) {
  const { t } = useTranslation('setups');
  const { date, dateTime } = useDates();
  const at = setup.decidedAt ?? setup.deliveredAt;
  const name = (setup.decision ? setup.decidedBy : setup.deliveredBy) ?? '';
  return (
    <Text span size="sm" c="dimmed" title={dateTime(at)} className={classes.decided}>
      {t(`review.decided.${setup.decision ?? 'open'}`, { date: date(at), name })}
    </Text>
  );
}
