import { Button, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '#contract/team.ts';
import { usePlace } from '../../app/place.tsx';
import { useActing } from '../../client/use-calls.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { CopyButton } from '../../design/copy-button.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { TextField } from '../../design/fields.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { notifyDone } from '../../design/notify.ts';
import classes from '../../design/page.module.css';
import { nameOf } from './columns.ts';

type Props = { invitation: Invitation; onClose: () => void };

/** Asks before an invitation's links stop working. */
export function RevokeDialog({ invitation, onClose }: Props) {
  const { t } = useTranslation('team');
  const { organisationId } = usePlace();
  const name = nameOf(invitation);
  const revoke = useActing('revokeInvitation', {
    stale: ['listInvitations'],
    onDone: () => {
      notifyDone(t('invitations.revoked', { name }));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      title={t('invitations.revoke_title', { name })}
      confirm={t('acts.revoke')}
      danger
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate({ params: { organisationId, invitationId: invitation.id } })}
      onClose={onClose}
    >
      {t('invitations.revoke_text', { email: invitation.email })}
    </ConfirmDialog>
  );
}

/** The link of an invitation where no mail leaves: fetched once, shown while this is open. */
export function LinkDialog({ invitation, onClose }: Props) {
  const { t } = useTranslation(['team', 'words']);
  const { organisationId } = usePlace();
  const name = nameOf(invitation);
  const fetched = useRef(false);
  const link = useActing('copyInvitationLink', { stale: ['listInvitations'] });
  const { mutate } = link;
  useEffect(() => {
    if (fetched.current) return;
    fetched.current = true;
    mutate({ params: { organisationId, invitationId: invitation.id } });
  }, [mutate, organisationId, invitation.id]);
  return (
    <FormDialog title={t('invitations.link_title', { name })} onClose={onClose} closeOnClickOutside={false}>
      <Stack gap="md">
        <Text>{t('invitations.link_text', { name })}</Text>
        <ErrorNotice error={link.error} />
        {link.isPending && <LoadingForm fields={1} />}
        {link.data && (
          <TextField
            label={t('invitations.link')}
            readOnly
            value={link.data.url}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </Stack>
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          {t('words:close')}
        </Button>
        {link.data && <CopyButton text={link.data.url} label={t('invitations.copy_link')} />}
      </div>
    </FormDialog>
  );
}
