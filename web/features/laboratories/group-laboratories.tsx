import { Button, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/session.ts';
import { isRefusal } from '../../client/refusal.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { ErrorNotice, useRefusalSentence } from '../../design/error-notice.tsx';
import { Fields, TextField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { IconPlus } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { notifyDone } from '../../design/notify.ts';
import { Row, Rows } from '../../design/rows.tsx';
import { Section } from '../../design/section.tsx';
import { useChecks } from '../../design/use-checks.ts';
import { ManagerFields, type ManagerValues } from '../instance/manager-fields.tsx';

/** The laboratories that a group runs itself, and how to found one. */
export function GroupLaboratories({ groupId }: { groupId: string }) {
  const { t } = useTranslation('laboratories');
  const [creating, setCreating] = useState(false);
  const list = useReading('listGroupLaboratories', { params: { groupId } });
  return (
    <Section
      title={t('own.title')}
      description={t('own.text')}
      actions={
        <Button variant="light" leftSection={<IconPlus size={18} />} onClick={() => setCreating(true)}>
          {t('own.add')}
        </Button>
      }
    >
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <LoadingRows rows={1} />}
      {list.data?.laboratories.length === 0 && <Text c="dimmed">{t('own.none')}</Text>}
      <Rows label={t('own.title')}>
        {list.data?.laboratories.map(({ id, name, managers }) => (
          <Row
            key={id}
            aside={
              <Button
                variant="default"
                size="xs"
                component={Link}
                to="/laboratories/$laboratoryId/settings/users"
                params={{ laboratoryId: id } as never}
              >
                {t('own.team')}
              </Button>
            }
          >
            <Text fw={600}>{name}</Text>
            <Text size="sm" c="dimmed">
              {managers > 0 ? t('own.managers', { count: managers }) : t('own.invited')}
            </Text>
          </Row>
        ))}
      </Rows>
      {creating && <CreateDialog groupId={groupId} onClose={() => setCreating(false)} />}
    </Section>
  );
}

function CreateDialog({ groupId, onClose }: { groupId: string; onClose: () => void }) {
  const { t } = useTranslation(['laboratories', 'words']);
  const me = useMe();
  const checks = useChecks();
  const sentence = useRefusalSentence();
  const form = useForm<ManagerValues & { name: string }>({
    initialValues: { name: '', email: '', firstName: '', lastName: '', language: me.account.language },
    validate: { name: checks.required, email: checks.email, firstName: checks.required, lastName: checks.required },
  });
  const create = useActing('createGroupLaboratory', {
    stale: ['listGroupLaboratories', 'viewMe', 'listLaboratories'],
    onDone: (_, input) => {
      notifyDone(t('own.done', { name: input.body.name }));
      onClose();
    },
  });
  return (
    <FormDialog title={t('own.add')} onClose={onClose} closeOnClickOutside={!form.isDirty()}>
      <form
        noValidate
        onSubmit={form.onSubmit(({ name, ...manager }) =>
          create.mutate(
            { params: { groupId }, body: { name, manager } },
            { onError: (error) => isRefusal(error, 'name_taken') && form.setFieldError('name', sentence(error)) },
          ),
        )}
      >
        <Fields>
          <TextField label={t('own.name')} maxLength={120} {...form.getInputProps('name')} />
          <Text size="sm" c="dimmed">
            {t('own.manager')}
          </Text>
          <ManagerFields form={form} />
          <ErrorNotice error={create.error} />
        </Fields>
        <FormActions submit={t('own.submit')} busy={create.isPending} onCancel={onClose} />
      </form>
    </FormDialog>
  );
}
