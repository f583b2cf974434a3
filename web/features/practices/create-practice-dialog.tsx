import { Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/session.ts';
import { isRefusal } from '../../client/refusal.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice, useRefusalSentence } from '../../design/error-notice.tsx';
import { Fields } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { notifyDone } from '../../design/notify.ts';
import { countryHere } from '../../design/regions.ts';
import { useFieldErrors } from '../../design/use-checks.ts';
import { AddressFields, ContactFields, RegionFields } from './practice-fields.tsx';
import { usePracticeForm } from './practice-form.ts';

/** Adds a practice to the group and leads to its people. */
export function CreatePracticeDialog({ groupId, onClose }: { groupId: string; onClose: () => void }) {
  const { t } = useTranslation('practices');
  const me = useMe();
  const navigate = useNavigate();
  const sentence = useRefusalSentence();
  const fieldErrors = useFieldErrors();
  const form = usePracticeForm({
    name: '',
    streetAddress: '',
    city: '',
    postalCode: '',
    country: countryHere(),
    phone: '',
    email: '',
    timeZone: me.account.timeZone,
    language: me.account.language,
  });
  const create = useActing('createPractice', { stale: ['viewGroup', 'viewMe'] });
  return (
    <FormDialog title={t('create.title')} onClose={onClose} closeOnClickOutside={!form.isDirty()}>
      <form
        noValidate
        onSubmit={form.onSubmit((body) =>
          create.mutate(
            { params: { groupId }, body },
            {
              // After viewMe has been read again: only then may the new practice be opened.
              onSuccess: (practice) => {
                notifyDone(t('create.done', { name: practice.name }));
                onClose();
                void navigate({ to: '/practices/$practiceId/settings/users', params: { practiceId: practice.id } });
              },
              onError: (error) => {
                if (isRefusal(error, 'name_taken')) form.setFieldError('name', sentence(error));
                else form.setErrors(fieldErrors(error));
              },
            },
          ),
        )}
      >
        <Fields>
          <Text c="dimmed">{t('create.text')}</Text>
          <AddressFields form={form} />
          <ContactFields form={form} />
          <RegionFields form={form} />
          <ErrorNotice error={create.error} />
        </Fields>
        <FormActions submit={t('create.submit')} busy={create.isPending} onCancel={onClose} />
      </form>
    </FormDialog>
  );
}
