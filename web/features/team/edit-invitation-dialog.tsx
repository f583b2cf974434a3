import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { roles as rolesByKind } from '#contract/permissions.ts';
import type { Invitation } from '#contract/team.ts';
import { useOrganisation } from '../../app/place.tsx';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields, TextField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { notifyDone } from '../../design/notify.ts';
import classes from '../../design/page.module.css';
import { MembershipFields } from './membership-fields.tsx';
import { membershipBody, useExplain, useMembershipForm } from './membership-form.ts';
import { usePractice } from './use-team.ts';

/** Changes an open invitation. */
export function EditInvitationDialog({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { t } = useTranslation(['team', 'words']);
  const place = useOrganisation();
  const { country } = usePractice();
  const { firstName, lastName, role, level, clinicalRole, specialty, registrationNumber, practitionerId } = invitation;
  const form = useMembershipForm(
    { firstName, lastName, role, level, clinicalRole, specialty, registrationNumber, practitioner: practitionerId },
    { country, named: true, numberNow: false },
  );
  const explain = useExplain(form);
  const edit = useActing('editInvitation', {
    stale: ['listInvitations'],
    onDone: () => {
      notifyDone(t('edit.done'));
      onClose();
    },
  });
  const params = { organisationId: place.organisationId, invitationId: invitation.id };
  return (
    <FormDialog title={t('edit.title')} onClose={onClose}>
      <form
        noValidate
        onSubmit={form.onSubmit((values) =>
          edit.mutate(
            { params, body: { firstName: values.firstName, lastName: values.lastName, ...membershipBody(values) } },
            { onError: explain },
          ),
        )}
      >
        <Fields>
          <Text c="dimmed">
            {invitation.email} · {t('edit.text')}
          </Text>
          <div className={classes.two}>
            <TextField label={t('words:fields.first_name')} maxLength={80} {...form.getInputProps('firstName')} />
            <TextField label={t('words:fields.last_name')} maxLength={80} {...form.getInputProps('lastName')} />
          </div>
          <MembershipFields
            form={form}
            roles={rolesByKind[place.kind]}
            country={country}
            inPractice={place.kind === 'practice'}
            numberNow={false}
          />
          <ErrorNotice error={edit.error} />
        </Fields>
        <FormActions submit={t('words:save')} busy={edit.isPending} disabled={!form.isDirty()} onCancel={onClose} />
      </form>
    </FormDialog>
  );
}
