import { Button, Checkbox, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clinicalRoles } from '#contract/permissions.ts';
import type { Group } from '#contract/practices.ts';
import { usePlace } from '../../app/place.tsx';
import { isRefusal } from '../../client/refusal.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice, useRefusalSentence } from '../../design/error-notice.tsx';
import { Fields, TextField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { IconPlus } from '../../design/icons.ts';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { notifyDone } from '../../design/notify.ts';
import { PageHeader } from '../../design/page-header.tsx';
import { Section } from '../../design/section.tsx';
import { useChecks } from '../../design/use-checks.ts';
import { GroupLaboratories } from '../laboratories/group-laboratories.tsx';
import { MoveByNumber } from '../laboratories/move-by-number.tsx';
import { CreatePracticeDialog } from './create-practice-dialog.tsx';
import { PracticeCards, usePractices } from './my-practices-page.tsx';

/** Settings of a group, and its practices. */
export function GroupPage() {
  const { t } = useTranslation(['practices', 'shell']);
  const place = usePlace();
  const { group, practices, open } = usePractices();
  const [creating, setCreating] = useState(false);
  return (
    <>
      <PageHeader title={t('shell:settings_pages.group')} description={t('group.text')} />
      <ErrorNotice error={group.error} onRetry={() => void group.refetch()} mb="md" />
      <Section title={t('group.general')}>
        {group.isPending && <LoadingForm fields={2} />}
        {group.data && <GroupForm group={group.data} key={group.data.id} />}
      </Section>
      <Section
        title={t('group.practices')}
        actions={
          place.may.includes('practices.create') && (
            <Button variant="light" leftSection={<IconPlus size={18} />} onClick={() => setCreating(true)}>
              {t('mine.add')}
            </Button>
          )
        }
      >
        <PracticeCards practices={practices} open={open} />
      </Section>
      <GroupLaboratories groupId={place.organisationId} />
      <MoveByNumber groupId={place.organisationId} practices={practices ?? []} />
      {creating && <CreatePracticeDialog groupId={place.organisationId} onClose={() => setCreating(false)} />}
    </>
  );
}

function GroupForm({ group }: { group: Group }) {
  const { t } = useTranslation(['practices', 'words']);
  const checks = useChecks();
  const sentence = useRefusalSentence();
  const form = useForm({
    initialValues: {
      name: group.name,
      providerClinicalRoles: [...new Set(['dentist' as const, ...group.providerClinicalRoles])],
    },
    validate: { name: checks.required },
  });
  const edit = useActing('editGroup', {
    stale: ['viewGroup', 'viewMe'],
    onDone: () => {
      form.resetDirty();
      notifyDone(t('words:saved'));
    },
  });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit((body) =>
        edit.mutate(
          { params: { groupId: group.id }, body },
          { onError: (error) => isRefusal(error, 'name_taken') && form.setFieldError('name', sentence(error)) },
        ),
      )}
    >
      <Fields>
        <TextField
          label={t('group.name')}
          maxLength={120}
          maw="var(--midline-form-width)"
          {...form.getInputProps('name')}
        />
        <Checkbox.Group
          label={t('group.provider')}
          description={t('group.provider_text')}
          {...form.getInputProps('providerClinicalRoles')}
        >
          <Stack gap={10} mt="xs">
            {clinicalRoles.map((role) => {
              const name = t(`words:clinical_roles.${role}`);
              const always = role === 'dentist';
              return (
                <Checkbox
                  key={role}
                  value={role}
                  disabled={always}
                  label={always ? `${name} (${t('group.always')})` : name}
                />
              );
            })}
          </Stack>
        </Checkbox.Group>
        <ErrorNotice error={edit.error} />
      </Fields>
      <FormActions submit={t('words:save')} busy={edit.isPending} disabled={!form.isDirty()} />
    </form>
  );
}
