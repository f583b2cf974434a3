import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NotFoundPage } from '../../app/not-found-page.tsx';
import { useMe } from '../../app/session.ts';
import { SideLayout } from '../../app/shell/side-layout.tsx';
import { IconBuilding, IconMailForward } from '../../design/icons.ts';

/** The pages of whoever runs this instance. */
export function InstanceLayout() {
  const { t } = useTranslation('shell');
  const me = useMe();
  if (!me.may.includes('instance.run')) return <NotFoundPage />;
  return (
    <SideLayout
      title={t('instance')}
      entries={[
        { to: '/instance/organisations', label: t('instance_pages.organisations'), icon: <IconBuilding size={18} /> },
        { to: '/instance/outbox', label: t('instance_pages.outbox'), icon: <IconMailForward size={18} /> },
      ]}
    >
      <Outlet />
    </SideLayout>
  );
}
