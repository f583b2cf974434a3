import { ActionIcon, Burger, Drawer, NavLink, Stack, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { IconClipboardList, IconSettings } from '../../design/icons.ts';
import { Wordmark } from '../../design/mark.tsx';
import { useNearestPlace } from '../place.tsx';
import { placePath } from '../session.ts';
import classes from './shell.module.css';
import { Switcher } from './switcher.tsx';
import { UserMenu } from './user-menu.tsx';

/** The bar on top: where one is, where one may go, and oneself. */
export function Header() {
  const { t } = useTranslation('shell');
  const place = useNearestPlace();
  const [opened, drawer] = useDisclosure(false);
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
            size="sm"
          />
        )}
        <Link to="/" className={`${classes.home} ${classes.wideOnly}`} aria-label={t('home')}>
          <Wordmark />
        </Link>
        <span className={classes.divider} aria-hidden="true" />
        <Switcher />
        {path && (
          <nav className={`${classes.nav} ${classes.wideOnly}`} aria-label={t('navigation')}>
            <Link to={path} className={classes.navLink} activeOptions={{ exact: true }}>
              {place.kind === 'group' ? t('my_practices') : t('orders')}
            </Link>
          </nav>
        )}
        <span className={classes.spacer} />
        {path && (
          <Tooltip label={t('settings')}>
            <ActionIcon
              component={Link}
              to={`${path}/settings/users`}
              variant="subtle"
              color="gray"
              size={40}
              aria-label={t('settings')}
            >
              <IconSettings size={22} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        )}
        <UserMenu />
      </div>
      <Drawer opened={opened} onClose={drawer.close} title={<Wordmark />} size="18rem">
        {path && (
          <Stack gap={4} component="nav" aria-label={t('navigation')} onClick={drawer.close}>
            <NavLink
              component={Link}
              to={path}
              label={place.kind === 'group' ? t('my_practices') : t('orders')}
              leftSection={<IconClipboardList size={20} />}
            />
            <NavLink
              component={Link}
              to={`${path}/settings/users`}
              label={t('settings')}
              leftSection={<IconSettings size={20} />}
            />
          </Stack>
        )}
      </Drawer>
    </header>
  );
}
