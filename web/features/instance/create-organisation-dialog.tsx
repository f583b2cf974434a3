import { Radio, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/session.ts';
import { isRefusal } from '../../client/refusal.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice, useRefusalSentence } from '../../design/error-notice.tsx';
import { Fields, TextField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { notifyDone } from '../../design/notify.ts';
import { useChecks } from '../../design/use-checks.ts';
import { ManagerFields, type ManagerValues } from './manager-fields.tsx';

const kinds = ['group', 'laboratory', 'planning_service'] as const;
type Values = ManagerValues & { kind: (typeof kinds)[number]; name: string };

/** Makes a group, laboratory or planning service and invites its first manager. */
export function CreateOrganisationDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('instance');
  const me = useMe();
  const checks = useChecks();
  const sentence = useRefusalSentence();
  const form = useForm<Values>({
    initialValues: { kind: 'group', name: '', email: '', firstName: '', lastName: '', language: me.account.language },
    validate: { name: checks.required, email: checks.email, firstName: checks.required, lastName: checks.required },
  });
  const create = useActing('createOrganisation', {
    stale: ['listOrganisations', 'listLetters'],
    onDone: ({ name }) => {
      notifyDone(t('create.done', { name }));
      onClose();
    },
  });
  return (
    <FormDialog title={t('create.title')} onClose={onClose} closeOnClickOutside={!form.isDirty()}>
      <form
        noValidate
        onSubmit={form.onSubmit(({ kind, name, ...manager }) =>
          create.mutate(
            { body: { kind, name, manager } },
            { onError: (error) => isRefusal(error, 'name_taken') && form.setFieldError('name', sentence(error)) },
          ),
        )}
      >
        <Fields>
          <Radio.Group label={t('create.kind')} {...form.getInputProps('kind')}>
            <Stack gap={12} mt={6}>
              {kinds.map((kind) => (
                <Radio
                  key={kind}
                  value={kind}
                  label={t(`create.one.${kind}`)}
                  description={t(`create.hints.${kind}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          <TextField label={t('create.name')} maxLength={120} {...form.getInputProps('name')} />
          <div>
            <Title order={3}>{t('create.manager')}</Title>
            <Text c="dimmed" size="sm" mt={4}>
              {t('create.manager_text')}
            </Text>
          </div>
          <ManagerFields form={form} />
          <ErrorNotice error={create.error} />
        </Fields>
        <FormActions submit={t('create.submit')} busy={create.isPending} onCancel={onClose} />
      </form>
    </FormDialog>
  );
}
