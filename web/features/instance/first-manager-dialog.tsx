import { Group, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roles } from '#contract/permissions.ts';
import type { Invitation } from '#contract/team.ts';
import { useMe } from '../../app/session.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { CopyButton } from '../../design/copy-button.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { TextField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import page from '../../design/page.module.css';
import { Rows } from '../../design/rows.tsx';
import { useChecks } from '../../design/use-checks.ts';
import { nameOf } from '../team/columns.ts';
import { type InvitationAct, InvitationRow } from '../team/invitation-row.tsx';
import classes from './instance.module.css';
import { ManagerFields, type ManagerValues } from './manager-fields.tsx';
import type { Organisation } from './organisations-page.tsx';

type Props = { organisation: Organisation; onClose: () => void };

/** Brings in the first manager of an organisation: sends the invitation again, hands over its link, or invites somebody else. */
export function FirstManagerDialog({ organisation, onClose }: Props) {
  const { t } = useTranslation('instance');
  const organisationId = organisation.id;
  const list = useReading('listInvitations', { params: { organisationId } });
  const [shown, setShown] = useState<Invitation>();
  const stale = ['listInvitations', 'listOrganisations', 'listLetters'] as const;
  const resend = useActing('resendInvitation', {
    stale: [...stale],
    onDone: (invitation) => notifyDone(t('first_manager.resent', { name: nameOf(invitation) })),
  });
  const revoke = useActing('revokeInvitation', {
    stale: [...stale],
    onDone: (invitation) => notifyDone(t('first_manager.revoked', { name: nameOf(invitation) })),
  });
  const link = useActing('copyInvitationLink', { stale: [...stale] });
  const invitations = list.data?.invitations ?? [];
  function act(asked: InvitationAct, invitation: Invitation) {
    const params = { organisationId, invitationId: invitation.id };
    setShown(asked === 'copy_link' ? invitation : undefined);
    if (asked === 'resend') resend.mutate({ params });
    if (asked === 'revoke') revoke.mutate({ params });
    if (asked === 'copy_link') link.mutate({ params });
  }
  return (
    <FormDialog title={t('first_manager.title', { name: organisation.name })} onClose={onClose}>
      <Stack gap="md">
        <Text c="dimmed">{t('first_manager.text', { name: organisation.name })}</Text>
        <ErrorNotice error={list.error ?? resend.error ?? revoke.error ?? link.error} />
        {list.isPending && <LoadingRows rows={1} />}
        {invitations.length > 0 && (
          <div className={page.column}>
            <Rows label={t('first_manager.invitations')}>
              {invitations.map((invitation) => (
                <InvitationRow
                  key={invitation.id}
                  // Editing is for the organisation's own people; a first manager is invited anew instead.
                  invitation={{ ...invitation, may: invitation.may.filter((each) => each !== 'edit') }}
                  mailConfigured={list.data?.mailConfigured ?? true}
                  onAct={act}
                />
              ))}
            </Rows>
          </div>
        )}
        {shown && link.data && (
          <Notice tone="waiting" title={t('first_manager.link', { name: nameOf(shown) })}>
            <Text size="sm">{t('first_manager.link_text')}</Text>
            <Group mt="xs" gap="xs" align="end">
              <TextField
                flex={1}
                readOnly
                aria-label={t('first_manager.link', { name: nameOf(shown) })}
                value={link.data.url}
                onFocus={(event) => event.currentTarget.select()}
              />
              <CopyButton text={link.data.url} />
            </Group>
          </Notice>
        )}
        {list.data && <InviteForm organisation={organisation} again={invitations.length > 0} onClose={onClose} />}
      </Stack>
    </FormDialog>
  );
}

function InviteForm({ organisation, again, onClose }: Props & { again: boolean }) {
  const { t } = useTranslation('instance');
  const me = useMe();
  const checks = useChecks();
  const form = useForm<ManagerValues>({
    initialValues: { email: '', firstName: '', lastName: '', language: me.account.language },
    validate: { email: checks.email, firstName: checks.required, lastName: checks.required },
  });
  const invite = useActing('invite', {
    stale: ['listInvitations', 'listOrganisations', 'listLetters'],
    onDone: (invitation) => {
      notifyDone(t('first_manager.sent', { name: nameOf(invitation) }));
      form.reset();
    },
  });
  const role = roles[organisation.kind][0];
  const params = { organisationId: organisation.id };
  return (
    <form
      className={again ? classes.add : undefined}
      noValidate
      onSubmit={form.onSubmit((values) => invite.mutate({ params, body: { ...values, role } }))}
    >
      <Title order={3} mb="md">
        {t(again ? 'first_manager.invite' : 'first_manager.first')}
      </Title>
      <ManagerFields form={form} />
      <ErrorNotice error={invite.error} mt="md" />
      <FormActions submit={t('first_manager.submit')} busy={invite.isPending} onCancel={onClose} />
    </form>
  );
}
