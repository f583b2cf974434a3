import { Button, Group, Modal } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields, PasswordField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { notifyDone } from '../../design/notify.ts';
import { Section } from '../../design/section.tsx';
import { useChecks } from '../../design/use-checks.ts';

/** The PIN for changing person at a shared workstation. */
export function PinSection({ on }: { on: boolean }) {
  const { t } = useTranslation('account');
  const [opened, dialog] = useDisclosure(false);
  const remove = useActing('removePin', { stale: ['listFactors'] });
  return (
    <Section
      title={t('pin.title')}
      description={t('pin.text')}
      actions={
        <Group gap="xs">
          {on && (
            <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate({})}>
              {t('pin.remove')}
            </Button>
          )}
          <Button variant="default" onClick={dialog.open}>
            {on ? t('pin.change') : t('pin.set')}
          </Button>
        </Group>
      }
    >
      <ErrorNotice error={remove.error} />
      <Modal opened={opened} onClose={dialog.close} title={on ? t('pin.change') : t('pin.set')} centered>
        <PinForm onDone={dialog.close} />
      </Modal>
    </Section>
  );
}

function PinForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation(['account', 'words']);
  const checks = useChecks();
  const set = useActing('setPin', {
    stale: ['listFactors'],
    onDone: () => {
      notifyDone(t('pin.done'));
      onDone();
    },
  });
  const form = useForm({
    initialValues: { pin: '', password: '' },
    validate: { pin: (value) => (/^\d{6,12}$/.test(value) ? null : t('pin.length')), password: checks.required },
  });
  return (
    <form noValidate onSubmit={form.onSubmit((body) => set.mutate({ body }))}>
      <Fields>
        <PasswordField
          label={t('pin.label')}
          description={t('pin.length')}
          inputMode="numeric"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('pin')}
        />
        <PasswordField
          label={t('words:fields.current_password')}
          autoComplete="current-password"
          {...form.getInputProps('password')}
        />
        <ErrorNotice error={set.error} />
      </Fields>
      <FormActions submit={t('words:save')} busy={set.isPending} onCancel={onDone} />
    </form>
  );
}
