import { Outlet } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import {
  IconBuilding,
  IconBuildingHospital,
  IconClipboardList,
  IconHistory,
  IconPhoto,
  IconShieldLock,
  IconUserCheck,
  IconUserPlus,
  IconUsers,
  IconUsersGroup,
} from '../../design/icons.ts';
import { usePlace } from '../place.tsx';
import { placePath } from '../places.ts';
import { SideLayout } from './side-layout.tsx';

type Page = {
  name:
    | 'users'
    | 'practice'
    | 'group'
    | 'laboratories'
    | 'packages'
    | 'records'
    | 'assignments'
    | 'collaborators'
    | 'security'
    | 'audit';
  kinds: readonly string[];
  needs: string;
  Icon: ComponentType<{ size: number; stroke: number }>;
};

const everyKind = ['practice', 'group', 'laboratory', 'planning_service'];

const pages: Page[] = [
  { name: 'users', kinds: everyKind, needs: 'members.see', Icon: IconUsers },
  { name: 'practice', kinds: ['practice'], needs: 'practice_information.see', Icon: IconBuildingHospital },
  { name: 'group', kinds: ['group'], needs: 'group.edit', Icon: IconUsersGroup },
  { name: 'laboratories', kinds: ['practice'], needs: 'laboratories.see', Icon: IconBuilding },
  { name: 'packages', kinds: ['laboratory'], needs: 'laboratory_settings.see', Icon: IconClipboardList },
  { name: 'records', kinds: ['laboratory'], needs: 'laboratory_settings.see', Icon: IconPhoto },
  { name: 'assignments', kinds: ['planning_service'], needs: 'assignments.make', Icon: IconUserCheck },
  { name: 'collaborators', kinds: ['practice'], needs: 'collaborators.manage_for_providers', Icon: IconUserPlus },
  { name: 'collaborators', kinds: ['group'], needs: 'group.edit', Icon: IconUserPlus },
  { name: 'security', kinds: ['practice'], needs: 'security_settings.see', Icon: IconShieldLock },
  { name: 'audit', kinds: everyKind, needs: 'audit.read', Icon: IconHistory },
];

/** Settings of one organisation: only the pages that this person may see. */
export function SettingsLayout() {
  const { t } = useTranslation('shell');
  const place = usePlace();
  const shown = pages.filter((page) => page.kinds.includes(place.kind) && place.may.includes(page.needs));
  return (
    <SideLayout
      title={t('settings')}
      entries={shown.map(({ name, Icon }) => ({
        to: `${placePath(place)}/settings/${name}`,
        label: t(`settings_pages.${name}`),
        icon: <Icon size={18} stroke={1.7} />,
      }))}
    >
      <Outlet />
    </SideLayout>
  );
}
