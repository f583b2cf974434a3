import { Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '#contract/team.ts';
import { usePlace } from '../../app/place.tsx';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { EmailField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { useChecks } from '../../design/use-checks.ts';
import { AddForm } from './add-form.tsx';
import { AddressOutcome } from './address-outcome.tsx';
import type { ColumnName } from './columns.ts';
import type { InvitationAct } from './invitation-row.tsx';
import { InviteForm } from './invite-form.tsx';

export type Checked = ReplyTo<'checkAddress'>;

type Props = {
  column: ColumnName;
  invitations: readonly Invitation[];
  mailConfigured: boolean;
  onInvitationAct: (act: InvitationAct, invitation: Invitation) => void;
  onShow: (name: string) => void;
  onClose: () => void;
};

/** Invite New User: the address first, then what follows from it. */
export function InviteDialog({ column, invitations, mailConfigured, onInvitationAct, onShow, onClose }: Props) {
  const { t } = useTranslation('team');
  const [email, setEmail] = useState('');
  const [checked, setChecked] = useState<Checked>();
  const back = () => setChecked(undefined);
  const title = checked?.next === 'add' ? t('invite.add_title', { name: checked.name }) : t('invite.title');
  return (
    <FormDialog title={title} onClose={onClose} size={checked ? 'lg' : 'md'} closeOnClickOutside={!checked}>
      {!checked && (
        <AddressStep
          email={email}
          onChecked={(reply, address) => {
            setEmail(address);
            setChecked(reply);
          }}
          onClose={onClose}
        />
      )}
      {checked?.next === 'add' && (
        <AddForm column={column} email={email} known={checked} onBack={back} onDone={onClose} />
      )}
      {checked?.next === 'invite' && (
        <InviteForm
          column={column}
          email={email}
          mailConfigured={mailConfigured}
          onBack={back}
          onDone={onClose}
          onAddressChanged={setChecked}
        />
      )}
      {checked && checked.next !== 'add' && checked.next !== 'invite' && (
        <AddressOutcome
          email={email}
          checked={checked}
          invitations={invitations}
          mailConfigured={mailConfigured}
          onInvitationAct={onInvitationAct}
          onShow={onShow}
          onBack={back}
          onClose={onClose}
        />
      )}
    </FormDialog>
  );
}

type StepProps = { email: string; onChecked: (reply: Checked, email: string) => void; onClose: () => void };

function AddressStep({ email, onChecked, onClose }: StepProps) {
  const { t } = useTranslation(['team', 'words']);
  const { organisationId } = usePlace();
  const checks = useChecks();
  const form = useForm({ initialValues: { email }, validate: { email: checks.email } });
  const check = useActing('checkAddress', { onDone: (reply, { body }) => onChecked(reply, body.email) });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit((values) =>
        check.mutate({ params: { organisationId }, body: { email: values.email.trim() } }),
      )}
    >
      <Stack gap="md">
        <Text c="dimmed">{t('invite.address_text')}</Text>
        <EmailField
          label={t('words:fields.email')}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('email')}
        />
        <ErrorNotice error={check.error} />
      </Stack>
      <FormActions submit={t('invite.next')} busy={check.isPending} onCancel={onClose} />
    </form>
  );
}
