import { ActionIcon, Group, Menu, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Member } from '#contract/team.ts';
import { IconDots, IconPencil, IconTrash, IconUserCheck, IconUserOff } from '../../design/icons.ts';
import { PersonAvatar } from '../../design/person-avatar.tsx';
import { Row } from '../../design/rows.tsx';
import { StateBadge } from '../../design/state-badge.tsx';
import { nameOf } from './columns.ts';
import classes from './team.module.css';

export type MemberAct = Member['may'][number];

type Props = { member: Member; roleShown: boolean; onAct: (act: MemberAct, member: Member) => void };

const acts = [
  ['change', IconPencil],
  ['reactivate', IconUserCheck],
  ['deactivate', IconUserOff],
  ['remove', IconTrash],
] as const;

/** One colleague: who, as what, and what may be done. */
export function MemberRow({ member, roleShown, onAct }: Props) {
  const { t } = useTranslation(['team', 'words']);
  const name = nameOf(member);
  const away = member.state === 'deactivated';
  const facts = [
    roleShown && t(`words:roles.${member.role}`),
    member.clinicalRole && t(`words:clinical_roles.${member.clinicalRole}`),
    member.specialty,
  ];
  return (
    <Row
      start={<PersonAvatar name={name} muted={away} />}
      aside={member.may.length > 0 && <ActsMenu member={member} onAct={onAct} />}
    >
      <Group gap="4px 8px">
        <Text fw={600} c={away ? 'dimmed' : undefined}>
          {name}
        </Text>
        {member.you && <StateBadge tone="good">{t('you')}</StateBadge>}
        {member.level === 'admin' && roleShown && <StateBadge tone="waiting">{t('words:levels.admin')}</StateBadge>}
        {member.groupManager && roleShown && <StateBadge tone="neutral">{t('group_manager')}</StateBadge>}
        {away && <StateBadge tone="attention">{t('deactivated')}</StateBadge>}
      </Group>
      <Text size="sm" c="dimmed">
        {facts.filter(Boolean).join(' · ')}
      </Text>
      {member.email && (
        <Text size="sm" c="dimmed" className={classes.address} title={member.email}>
          {member.email}
        </Text>
      )}
    </Row>
  );
}

function ActsMenu({ member, onAct }: Omit<Props, 'roleShown'>) {
  const { t } = useTranslation('team');
  return (
    <Menu position="bottom-end" withinPortal width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={40} aria-label={t('menu', { name: nameOf(member) })}>
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {acts
          .filter(([act]) => member.may.includes(act))
          .map(([act, Icon]) => (
            <Menu.Item
              key={act}
              leftSection={<Icon size={18} stroke={1.7} />}
              color={act === 'remove' ? 'red' : undefined}
              onClick={() => onAct(act, member)}
            >
              {t(`acts.${act}`)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
