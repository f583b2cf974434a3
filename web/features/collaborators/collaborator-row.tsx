import { ActionIcon, Group, Menu, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CollaborationAct, CollaborationState, Collaborator } from '#contract/collaborators.ts';
import { useDates } from '../../design/dates.ts';
import { IconBan, IconDots, IconLink, IconPencil, IconSend, IconUserMinus } from '../../design/icons.ts';
import { PersonAvatar } from '../../design/person-avatar.tsx';
import { Row } from '../../design/rows.tsx';
import { StateBadge, type Tone } from '../../design/state-badge.tsx';
import classes from './collaborators.module.css';
import { nameOf } from './name-of.ts';

export const stateTones: Record<CollaborationState, Tone> = {
  waiting: 'waiting',
  not_delivered: 'bad',
  expired: 'attention',
  active: 'good',
  declined: 'neutral',
  revoked: 'neutral',
  ended: 'neutral',
};

const acts = [
  ['copy_link', IconLink],
  ['change', IconPencil],
  ['resend', IconSend],
  ['revoke', IconBan],
  ['end', IconUserMinus],
] as const;

type Props = {
  collaborator: Collaborator;
  mailConfigured: boolean;
  onAct: (act: CollaborationAct, collaborator: Collaborator) => void;
};

/** One collaborator: who, where it stands, what was opened, and what can be done. */
export function CollaboratorRow({ collaborator, mailConfigured, onAct }: Props) {
  const { t } = useTranslation('collaborators');
  const name = nameOf(collaborator);
  const { state, grants, practices, futureCases, kind, email, onBehalf, addedBy, cases } = collaborator;
  const over = ['declined', 'revoked', 'ended', 'expired'].includes(state);
  const granted = grants.length > 0 ? grants.map((grant) => t(`grants.${grant}`)).join(', ') : t('list.only_minimum');
  const reach = [
    t('list.cases', { count: cases }),
    practices ? practices.map((practice) => practice.name).join(', ') : t('list.all_practices'),
    futureCases && t('list.future'),
  ];
  return (
    <Row
      start={<PersonAvatar name={name} muted={state !== 'active'} />}
      aside={collaborator.may.length > 0 && <ActsMenu collaborator={collaborator} onAct={onAct} />}
    >
      <Group gap="4px 8px">
        <Text fw={600}>{name}</Text>
        <StateBadge tone={stateTones[state]}>{t(`list.states.${state}`)}</StateBadge>
      </Group>
      <Text size="sm" c="dimmed" className={classes.facts}>
        {kind === 'planning_service' ? t('list.planning_service') : email}
      </Text>
      {!over && (
        <Text size="sm" c="dimmed" className={classes.facts}>
          {`${granted} · ${reach.filter(Boolean).join(' · ')}`}
        </Text>
      )}
      <Times collaborator={collaborator} mailConfigured={mailConfigured} />
      {onBehalf && (
        <Text size="sm" c="dimmed">
          {t('list.added_by', { by: addedBy })}
        </Text>
      )}
    </Row>
  );
}

function Times({ collaborator, mailConfigured }: Omit<Props, 'onAct'>) {
  const { t } = useTranslation('collaborators');
  const { relative, date } = useDates();
  const { state, sentAt, expiresAt, acceptedAt, overAt, overBy, overBecause } = collaborator;
  if (state === 'not_delivered')
    return (
      <Text size="sm" c="var(--mantine-color-error)">
        {t('list.not_delivered')}
      </Text>
    );
  const sentence = () => {
    if (state === 'waiting')
      return t(mailConfigured ? 'list.sent' : 'list.made', { when: relative(sentAt), expires: relative(expiresAt) });
    if (state === 'active') return t('list.since', { when: date(acceptedAt ?? sentAt) });
    if (state === 'expired') return t('list.expired', { when: relative(expiresAt) });
    if (overBecause === 'collaborator') return t('list.left', { when: relative(overAt ?? sentAt) });
    const values = { state: t(`list.states.${state}`), when: relative(overAt ?? sentAt) };
    return overBy ? t('list.over_by', { ...values, by: overBy }) : t('list.over', values);
  };
  return (
    <Text size="sm" c="dimmed">
      {sentence()}
    </Text>
  );
}

function ActsMenu({ collaborator, onAct }: Omit<Props, 'mailConfigured'>) {
  const { t } = useTranslation('collaborators');
  return (
    <Menu position="bottom-end" withinPortal width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={40} aria-label={t('acts.menu', { name: nameOf(collaborator) })}>
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {acts
          .filter(([act]) => collaborator.may.includes(act))
          .map(([act, Icon]) => (
            <Menu.Item
              key={act}
              leftSection={<Icon size={18} stroke={1.7} />}
              color={act === 'revoke' || act === 'end' ? 'red' : undefined}
              onClick={() => onAct(act, collaborator)}
            >
              {t(`acts.${act}`)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
