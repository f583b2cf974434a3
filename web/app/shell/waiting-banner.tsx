import { Button } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { IconMail } from '../../design/icons.ts';
import { useMe } from '../session.ts';
import classes from './shell.module.css';

/** Says on every page that an invitation waits, link or no link. */
export function WaitingBanner() {
  const { t } = useTranslation('shell');
  const { waitingInvitations } = useMe();
  const here = useLocation({ select: (location) => location.pathname === '/account/invitations' });
  if (waitingInvitations === 0 || here) return null;
  return (
    <div className={classes.banner} role="status">
      <IconMail size={18} aria-hidden="true" />
      <span>{t('invitations_wait', { count: waitingInvitations })}</span>
      <Button component={Link} to="/account/invitations" size="xs">
        {t('see_invitations')}
      </Button>
    </div>
  );
}
