import { Button, Modal, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/session.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { EmailField, Fields, PasswordField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { Notice } from '../../design/notice.tsx';
import { Section } from '../../design/section.tsx';
import { useChecks } from '../../design/use-checks.ts';

/** The address one signs in with, and changing it. */
export function EmailSection() {
  const { t } = useTranslation(['account', 'words']);
  const me = useMe();
  const [opened, dialog] = useDisclosure(false);
  const cancel = useActing('cancelEmailChange', { stale: ['viewMe'] });
  return (
    <Section
      title={t('words:fields.email')}
      description={t('email.text')}
      actions={
        !me.pendingEmail && (
          <Button variant="default" onClick={dialog.open}>
            {t('email.change')}
          </Button>
        )
      }
    >
      <Text fw={600}>{me.account.email}</Text>
      {me.pendingEmail && (
        <Notice tone="waiting" mt="md" title={t('email.pending_title', { email: me.pendingEmail })}>
          <Text size="sm" mb="sm">
            {t('email.pending_text')}
          </Text>
          <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({})}>
            {t('email.cancel')}
          </Button>
        </Notice>
      )}
      <ErrorNotice error={cancel.error} mt="md" />
      <Modal opened={opened} onClose={dialog.close} title={t('email.change')} centered>
        <EmailForm onDone={dialog.close} />
      </Modal>
    </Section>
  );
}

function EmailForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation(['account', 'words']);
  const checks = useChecks();
  const request = useActing('requestEmailChange', { stale: ['viewMe'], onDone });
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: { email: checks.email, password: checks.required },
  });
  return (
    <form noValidate onSubmit={form.onSubmit((body) => request.mutate({ body }))}>
      <Fields>
        <EmailField label={t('email.new')} data-autofocus {...form.getInputProps('email')} />
        <PasswordField
          label={t('words:fields.current_password')}
          autoComplete="current-password"
          {...form.getInputProps('password')}
        />
        <ErrorNotice error={request.error} />
      </Fields>
      <FormActions submit={t('email.send')} busy={request.isPending} onCancel={onDone} />
    </form>
  );
}
