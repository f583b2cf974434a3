import { Button } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../../app/shell/shell.module.css';
import { useReading } from '../../client/use-calls.ts';
import { IconUserCheck } from '../../design/icons.ts';

/** Says on every page that cases wait for an answer. */
export function OfferedBanner() {
  const list = useReading('listMyHandOvers', {});
  const here = useLocation({ select: (location) => location.pathname === '/hand-overs' });
  const count = list.data?.handOvers.length ?? 0;
  if (count === 0 || here) return null;
  return (
    <Suspense>
      <Offered count={count} />
    </Suspense>
  );
}

// Its phrases are fetched when they are said: the page doesn't wait for them.
function Offered({ count }: { count: number }) {
  const { t } = useTranslation('hand-overs');
  return (
    <div className={classes.banner} role="status">
      <IconUserCheck size={18} aria-hidden="true" />
      <span>{t('banner', { count })}</span>
      <Button component={Link} to="/hand-overs" size="xs">
        {t('show')}
      </Button>
    </div>
  );
}
