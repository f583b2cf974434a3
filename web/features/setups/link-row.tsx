import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PatientLink } from '#contract/setups.ts';
import { useDates } from '../../design/dates.ts';
import { StateBadge } from '../../design/state-badge.tsx';
import classes from './links.module.css';

/** One link: whether it shows anything, until when, and how often it was opened. */
export function LinkRow({ link, onRevoke }: { link: PatientLink; onRevoke: () => void }) {
  const { t } = useTranslation('simulation');
  const { date, dateTime } = useDates();
  const opened = { count: link.opened, date: link.lastOpenedAt ? dateTime(link.lastOpenedAt) : '' };
  return (
    <li className={classes.link}>
      <div className={classes.facts}>
        <StateBadge tone={link.over ? 'neutral' : 'good'}>
          {link.over ? t(`links.over.${link.over}`) : t('links.live')}
        </StateBadge>
        <Text size="sm" mt={6}>
          {t('links.opened', opened)}
        </Text>
        <Text size="sm" c="dimmed">
          {t('links.by', { name: link.madeBy, date: date(link.madeAt) })}
          {!link.over && <> · {t('links.until', { date: date(link.expiresAt) })}</>}
        </Text>
        {link.revokedAt && (
          <Text size="sm" c="dimmed">
            {t('links.revoked_by', { name: link.revokedBy ?? '', date: dateTime(link.revokedAt) })}
          </Text>
        )}
      </div>
      {!link.over && (
        <Button variant="default" size="sm" onClick={onRevoke}>
          {t('links.revoke')}
        </Button>
      )}
    </li>
  );
}
