import { Button, Modal } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/session.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields, PasswordField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { notifyDone } from '../../design/notify.ts';
import { Section } from '../../design/section.tsx';
import { useChecks, usePasswordError } from '../../design/use-checks.ts';
import { NewPasswordField } from '../identity/new-password-field.tsx';

/** Changing the password, which signs out everywhere else. */
export function PasswordSection() {
  const { t } = useTranslation(['account', 'words']);
  const [opened, dialog] = useDisclosure(false);
  return (
    <Section
      title={t('words:fields.password')}
      description={t('password.text')}
      actions={
        <Button variant="default" onClick={dialog.open}>
          {t('password.change')}
        </Button>
      }
    >
      <Modal opened={opened} onClose={dialog.close} title={t('password.change')} centered>
        <PasswordForm onDone={dialog.close} />
      </Modal>
    </Section>
  );
}

function PasswordForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation(['account', 'words']);
  const me = useMe();
  const checks = useChecks();
  const change = useActing('changePassword', {
    stale: ['listSessions'],
    onDone: () => {
      notifyDone(t('password.changed'));
      onDone();
    },
  });
  const tooCommon = usePasswordError()(change.error);
  const form = useForm({
    initialValues: { current: '', password: '' },
    validate: { current: checks.required, password: checks.newPassword },
  });
  return (
    <form noValidate onSubmit={form.onSubmit((body) => change.mutate({ body }))}>
      <input type="text" hidden readOnly autoComplete="username" value={me.account.email} />
      <Fields>
        <PasswordField
          label={t('words:fields.current_password')}
          autoComplete="current-password"
          data-autofocus
          {...form.getInputProps('current')}
        />
        <NewPasswordField {...form.getInputProps('password')} error={form.errors.password ?? tooCommon} />
        <ErrorNotice error={tooCommon ? undefined : change.error} />
      </Fields>
      <FormActions submit={t('password.change')} busy={change.isPending} onCancel={onDone} />
    </form>
  );
}
