import { Button } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../../app/shell/shell.module.css';
import { useReading } from '../../client/use-calls.ts';
import { IconUsersGroup } from '../../design/icons.ts';

/** Says on every page that a provider asks for an answer, link or no link. */
export function AskedBanner() {
  const mine = useReading('listMyCollaborations', {});
  const here = useLocation({ select: (location) => location.pathname === '/collaborations' });
  const count = mine.data?.waiting.length ?? 0;
  if (count === 0 || here) return null;
  return (
    <Suspense>
      <Asked count={count} />
    </Suspense>
  );
}

// Its phrases are fetched when they are said: the page doesn't wait for them.
function Asked({ count }: { count: number }) {
  const { t } = useTranslation('collaborators');
  return (
    <div className={classes.banner} role="status">
      <IconUsersGroup size={18} aria-hidden="true" />
      <span>{t('mine.banner', { count })}</span>
      <Button component={Link} to="/collaborations" size="xs">
        {t('mine.see')}
      </Button>
    </div>
  );
}
