import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SideLayout } from '../../app/shell/side-layout.tsx';
import { IconDeviceDesktop, IconMail, IconShieldLock, IconSunMoon, IconUser } from '../../design/icons.ts';

const pages = [
  ['profile', IconUser],
  ['security', IconShieldLock],
  ['sessions', IconDeviceDesktop],
  ['appearance', IconSunMoon],
  ['invitations', IconMail],
] as const;

/** My Account: everything that belongs to the person, whichever organisation is open. */
export function AccountLayout() {
  const { t } = useTranslation('account');
  return (
    <SideLayout
      title={t('title')}
      entries={pages.map(([name, Icon]) => ({
        to: `/account/${name}`,
        label: t(`pages.${name}`),
        icon: <Icon size={18} stroke={1.7} />,
      }))}
    >
      <Outlet />
    </SideLayout>
  );
}
