import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '#contract/team.ts';
import { IconPencil, IconSend } from '../../design/icons.ts';
import { Notice } from '../../design/notice.tsx';
import { StateBadge } from '../../design/state-badge.tsx';
import { AddressHead } from './address-head.tsx';
import { nameOf } from './columns.ts';
import { type InvitationAct, InvitationTimes, invitationTones } from './invitation-row.tsx';
import type { Checked } from './invite-dialog.tsx';
import { useReactivate } from './use-team.ts';

type Props = {
  email: string;
  checked: Extract<Checked, { next: 'member' | 'reactivate' | 'open_invitation' }>;
  invitations: readonly Invitation[];
  mailConfigured: boolean;
  onInvitationAct: (act: InvitationAct, invitation: Invitation) => void;
  onShow: (name: string) => void;
  onBack: () => void;
  onClose: () => void;
};

/** Where an address needs no new invitation: says whose it is here and offers what helps. */
export function AddressOutcome(props: Props) {
  const { email, checked, onBack } = props;
  return (
    <Stack gap="md">
      <AddressHead email={email} onBack={onBack} />
      {checked.next === 'member' && <IsMember {...props} name={checked.name} />}
      {checked.next === 'reactivate' && <IsDeactivated {...props} memberId={checked.memberId} name={checked.name} />}
      {checked.next === 'open_invitation' && <IsInvited {...props} invitationId={checked.invitationId} />}
    </Stack>
  );
}

function IsMember({ name, onShow }: Props & { name: string }) {
  const { t } = useTranslation('team');
  return (
    <>
      <Notice tone="attention">{t('invite.member', { name })}</Notice>
      <Group justify="flex-end">
        <Button onClick={() => onShow(name)}>{t('invite.show_member', { name })}</Button>
      </Group>
    </>
  );
}

function IsDeactivated({ memberId, name, onClose }: Props & { memberId: string; name: string }) {
  const { t } = useTranslation(['team', 'words']);
  const reactivate = useReactivate();
  return (
    <>
      <Notice tone="waiting">{t('invite.reactivate', { name })}</Notice>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('words:cancel')}
        </Button>
        <Button
          loading={reactivate.isPending}
          onClick={() => reactivate.mutate({ id: memberId, firstName: name, lastName: '' }, { onSuccess: onClose })}
        >
          {t('acts.reactivate')}
        </Button>
      </Group>
    </>
  );
}

function IsInvited({ invitationId, invitations, mailConfigured, onInvitationAct }: Props & { invitationId: string }) {
  const { t } = useTranslation('team');
  const invitation = invitations.find(({ id }) => id === invitationId);
  return (
    <>
      <Notice tone="waiting">{t('invite.open')}</Notice>
      {invitation && (
        <>
          <div>
            <Group gap="4px 8px">
              <Text fw={600}>{nameOf(invitation)}</Text>
              <StateBadge tone={invitationTones[invitation.state]}>
                {t(`invitations.states.${invitation.state}`)}
              </StateBadge>
            </Group>
            <InvitationTimes invitation={invitation} mailConfigured={mailConfigured} />
          </div>
          <Group justify="flex-end" gap="xs">
            {invitation.may.includes('edit') && (
              <Button
                variant="default"
                leftSection={<IconPencil size={18} />}
                onClick={() => onInvitationAct('edit', invitation)}
              >
                {t('acts.edit')}
              </Button>
            )}
            {invitation.may.includes('resend') && (
              <Button leftSection={<IconSend size={18} />} onClick={() => onInvitationAct('resend', invitation)}>
                {t('acts.resend')}
              </Button>
            )}
          </Group>
        </>
      )}
    </>
  );
}
