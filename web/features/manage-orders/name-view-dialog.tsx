import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';

type Props = { given: string; onClose: () => void; onSubmit: (name: string) => void };

/** Asks for the name of a saved view. */
export function NameViewDialog({ given, onClose, onSubmit }: Props) {
  const { t } = useTranslation(['manage-orders', 'words']);
  const [name, setName] = useState(given);
  return (
    <FormDialog title={t(given ? 'views.rename_title' : 'views.save')} size="sm" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) onSubmit(name.trim());
        }}
      >
        <TextField
          label={t('views.name')}
          value={name}
          maxLength={60}
          data-autofocus
          required
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <FormActions submit={t('words:save')} disabled={!name.trim()} onCancel={onClose} />
      </form>
    </FormDialog>
  );
}
