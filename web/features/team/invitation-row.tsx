import { ActionIcon, Group, Menu, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '#contract/team.ts';
import { useDates } from '../../design/dates.ts';
import { IconBan, IconDots, IconLink, IconPencil, IconSend } from '../../design/icons.ts';
import { PersonAvatar } from '../../design/person-avatar.tsx';
import { Row } from '../../design/rows.tsx';
import { StateBadge, type Tone } from '../../design/state-badge.tsx';
import { nameOf } from './columns.ts';
import classes from './team.module.css';

export type InvitationAct = Invitation['may'][number];

type Props = {
  invitation: Invitation;
  mailConfigured: boolean;
  onAct: (act: InvitationAct, invitation: Invitation) => void;
};

export const invitationTones: Record<Invitation['state'], Tone> = {
  pending: 'waiting',
  accepted: 'good',
  declined: 'neutral',
  revoked: 'neutral',
  expired: 'attention',
  not_delivered: 'bad',
};

const acts = [
  ['copy_link', IconLink],
  ['edit', IconPencil],
  ['resend', IconSend],
  ['revoke', IconBan],
] as const;

/** One invitation: to whom, as what, where it stands, and what may be done. */
export function InvitationRow({ invitation, mailConfigured, onAct }: Props) {
  const { t } = useTranslation(['team', 'words']);
  const name = nameOf(invitation);
  const facts = [
    t(`words:roles.${invitation.role}`),
    invitation.clinicalRole && t(`words:clinical_roles.${invitation.clinicalRole}`),
  ];
  return (
    <Row
      start={<PersonAvatar name={name} muted />}
      aside={invitation.may.length > 0 && <ActsMenu invitation={invitation} onAct={onAct} />}
    >
      <Group gap="4px 8px">
        <Text fw={600}>{name}</Text>
        <StateBadge tone={invitationTones[invitation.state]}>{t(`invitations.states.${invitation.state}`)}</StateBadge>
      </Group>
      <Text size="sm" c="dimmed">
        {facts.filter(Boolean).join(' · ')}
      </Text>
      <Text size="sm" c="dimmed" className={classes.address} title={invitation.email}>
        {invitation.email}
      </Text>
      <InvitationTimes invitation={invitation} mailConfigured={mailConfigured} />
    </Row>
  );
}

/** When it was sent and how long it lives, or what to do about it. */
export function InvitationTimes({ invitation, mailConfigured }: Omit<Props, 'onAct'>) {
  const { t } = useTranslation('team');
  const { relative, dateTime } = useDates();
  const { state, sentAt, expiresAt } = invitation;
  if (state === 'not_delivered') {
    return (
      <Text size="sm" c="var(--mantine-color-error)">
        {t('invitations.not_delivered')}
      </Text>
    );
  }
  const sent = t(mailConfigured ? 'invitations.sent' : 'invitations.made', { when: relative(sentAt) });
  const end = { pending: 'expires', expired: 'expired' }[state as 'pending'] as 'expires' | 'expired' | undefined;
  return (
    <Text size="sm" c="dimmed" title={`${dateTime(sentAt)} – ${dateTime(expiresAt)}`}>
      {end ? `${sent}, ${t(`invitations.${end}`, { when: relative(expiresAt) })}` : sent}
    </Text>
  );
}

function ActsMenu({ invitation, onAct }: Omit<Props, 'mailConfigured'>) {
  const { t } = useTranslation('team');
  return (
    <Menu position="bottom-end" withinPortal width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={40} aria-label={t('menu', { name: nameOf(invitation) })}>
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {acts
          .filter(([act]) => invitation.may.includes(act))
          .map(([act, Icon]) => (
            <Menu.Item
              key={act}
              leftSection={<Icon size={18} stroke={1.7} />}
              color={act === 'revoke' ? 'red' : undefined}
              onClick={() => onAct(act, invitation)}
            >
              {t(`acts.${act}`)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
