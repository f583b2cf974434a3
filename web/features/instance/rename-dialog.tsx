import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { TextField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { notifyDone } from '../../design/notify.ts';
import type { Organisation } from './organisations-page.tsx';

/** Gives an organisation another name. */
export function RenameDialog({ organisation, onClose }: { organisation: Organisation; onClose: () => void }) {
  const { t } = useTranslation(['instance', 'words']);
  const [name, setName] = useState(organisation.name);
  const rename = useActing('renameOrganisation', {
    stale: ['listOrganisations', 'viewMe'],
    onDone: (renamed) => {
      notifyDone(t('rename.done', { name: renamed.name }));
      onClose();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    rename.mutate({ params: { id: organisation.id }, body: { name } });
  }
  return (
    <FormDialog title={t('rename.title', { name: organisation.name })} size="md" onClose={onClose}>
      <form onSubmit={submit}>
        <TextField
          label={t('rename.name')}
          maxLength={120}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <ErrorNotice error={rename.error} mt="md" />
        <FormActions
          submit={t('words:save')}
          busy={rename.isPending}
          disabled={!name.trim() || name.trim() === organisation.name}
          onCancel={onClose}
        />
      </form>
    </FormDialog>
  );
}
