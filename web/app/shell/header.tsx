import { ActionIcon, Burger } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconSettings } from '../../design/icons.ts';
import { Wordmark } from '../../design/mark.tsx';
import { useNearestPlace } from '../place.tsx';
import { placePath } from '../places.ts';
import { useMe } from '../session.ts';
import classes from './shell.module.css';
import { Switcher } from './switcher.tsx';
import { UserMenu } from './user-menu.tsx';

const NarrowNavigation = lazy(async () => ({ default: (await import('./narrow-navigation.tsx')).NarrowNavigation }));

/** The bar on top: where one is, where one may go, and oneself. */
export function Header() {
  const { t } = useTranslation('shell');
  const place = useNearestPlace();
  // Whoever belongs to no organisation has nothing to switch: the name alone leads home, on a phone too.
  const switches = useMe().contexts.length > 0;
  const [opened, drawer] = useDisclosure(false);
  const everOpened = useRef(false);
  everOpened.current ||= opened;
  const path = place && placePath(place);
  return (
    <header className={classes.header}>
      <div className={classes.bar}>
        {path && (
          <Burger
            className={classes.narrowOnly}
            opened={opened}
            onClick={drawer.toggle}
            aria-label={t('navigation')}
            aria-expanded={opened}
            size="sm"
          />
        )}
        <Link to="/" className={`${classes.home} ${switches ? classes.wideOnly : ''}`} aria-label={t('home')}>
          <Wordmark />
        </Link>
        {switches && <span className={classes.divider} aria-hidden="true" />}
        <Switcher />
        {path && (
          <nav className={`${classes.nav} ${classes.wideOnly}`} aria-label={t('navigation')}>
            <Link to={path} className={classes.navLink} activeOptions={{ exact: true }}>
              {place.kind === 'group' ? t('my_practices') : t('orders')}
            </Link>
            {place.kind === 'practice' && place.may.includes('collaborators.manage') && (
              <Link
                to="/practices/$practiceId/collaborators"
                params={{ practiceId: place.organisationId }}
                className={classes.navLink}
              >
                {t('collaborators')}
              </Link>
            )}
            {place.kind === 'group' && (
              <Link to="/groups/$groupId/orders" params={{ groupId: place.organisationId }} className={classes.navLink}>
                {t('orders')}
              </Link>
            )}
          </nav>
        )}
        <span className={classes.spacer} />
        {path && place.may.includes('organisation.see') && (
          <ActionIcon
            component={Link}
            to={`${path}/settings/users`}
            variant="subtle"
            color="gray"
            size={40}
            aria-label={t('settings')}
            title={t('settings')}
          >
            <IconSettings size={22} stroke={1.7} />
          </ActionIcon>
        )}
        <UserMenu />
      </div>
      {place && everOpened.current && (
        <Suspense>
          <NarrowNavigation place={place} opened={opened} onClose={drawer.close} />
        </Suspense>
      )}
    </header>
  );
}
