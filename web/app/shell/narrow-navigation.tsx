import { Drawer, NavLink, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Context } from '#contract/identity.ts';
import { IconClipboardList, IconSettings, IconUsers } from '../../design/icons.ts';
import { Wordmark } from '../../design/mark.tsx';
import { placePath } from '../places.ts';

type Props = { place: Context; opened: boolean; onClose: () => void };

/** The navigation of narrow screens, slid in from the side; fetched when it is first opened. */
export function NarrowNavigation({ place, opened, onClose }: Props) {
  const { t } = useTranslation(['shell', 'words']);
  const path = placePath(place);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={<Wordmark />}
      size="18rem"
      closeButtonProps={{ 'aria-label': t('words:close') }}
    >
      <Stack gap={4} component="nav" aria-label={t('navigation')} onClick={onClose}>
        <NavLink
          component={Link}
          to={path}
          label={place.kind === 'group' ? t('my_practices') : t('orders')}
          leftSection={<IconClipboardList size={20} />}
        />
        {place.kind === 'practice' && place.may.includes('collaborators.manage') && (
          <NavLink
            component={Link}
            to={`${path}/collaborators`}
            label={t('collaborators')}
            leftSection={<IconUsers size={20} />}
          />
        )}
        {place.kind === 'group' && (
          <NavLink
            component={Link}
            to={`${path}/orders`}
            label={t('orders')}
            leftSection={<IconClipboardList size={20} />}
          />
        )}
        {place.may.includes('organisation.see') && (
          <NavLink
            component={Link}
            to={`${path}/settings/users`}
            label={t('settings')}
            leftSection={<IconSettings size={20} />}
          />
        )}
      </Stack>
    </Drawer>
  );
}
