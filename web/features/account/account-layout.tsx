import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/session.ts';
import { SideLayout } from '../../app/shell/side-layout.tsx';
import {
  IconDeviceDesktop,
  IconKey,
  IconMail,
  IconShieldLock,
  IconStethoscope,
  IconSunMoon,
  IconUser,
  IconUserPlus,
} from '../../design/icons.ts';

type Page =
  | 'profile'
  | 'security'
  | 'sessions'
  | 'appearance'
  | 'api-tokens'
  | 'treatment'
  | 'collaborators'
  | 'invitations';

const pages: (readonly [Page, typeof IconUser])[] = [
  ['profile', IconUser],
  ['security', IconShieldLock],
  ['sessions', IconDeviceDesktop],
  ['appearance', IconSunMoon],
  ['api-tokens', IconKey],
  ['treatment', IconStethoscope],
  ['collaborators', IconUserPlus],
  ['invitations', IconMail],
];

/** My Account: everything that belongs to the person, whichever organisation is open. */
export function AccountLayout() {
  const { t } = useTranslation('account');
  const me = useMe();
  const treats = me.contexts.some(({ kind, may }) => kind === 'practice' && may.includes('submit_for_me.give'));
  const shown = pages.filter(([name]) => name !== 'treatment' || treats);
  return (
    <SideLayout
      title={t('title')}
      entries={shown.map(([name, Icon]) => ({
        to: `/account/${name}`,
        label: t(`pages.${name}`),
        icon: <Icon size={18} stroke={1.7} />,
      }))}
    >
      <Outlet />
    </SideLayout>
  );
}
