import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActing, useReading } from '../../client/use-calls.ts';
import { SelectField } from '../../design/choice-fields.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { notifyDone } from '../../design/notify.ts';

type Props = { serviceId: string; caseIds: readonly string[]; onDone?: () => void; onClose: () => void };

const nobody = 'nobody';

/** Gives cases of a planning service to one of its members, or back to nobody. */
export function AssignCasesDialog({ serviceId, caseIds, onDone, onClose }: Props) {
  const { t } = useTranslation(['planning-services', 'words']);
  const params = { organisationId: serviceId };
  const choices = useReading('viewAssignments', { params });
  const [chosen, setChosen] = useState<string | null>(null);
  const assign = useActing('assignCases', {
    stale: ['viewAssignments', 'listCases', 'countCases', 'caseFilterChoices', 'viewCase'],
    onDone: ({ changed, skipped }) => {
      notifyDone(
        skipped > 0 ? t('assign.done_skipped', { count: changed, skipped }) : t('assign.done', { count: changed }),
      );
      onDone?.();
      onClose();
    },
  });
  const members = (choices.data?.members ?? []).map(({ accountId, name, cases }) => ({
    value: accountId,
    label: t('assign.member', { name, count: cases }),
  }));
  return (
    <FormDialog title={t('assign.title', { count: caseIds.length })} onClose={onClose} size="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          assign.mutate({ params, body: { caseIds: [...caseIds], accountId: chosen === nobody ? null : chosen } });
        }}
      >
        <SelectField
          label={t('assign.to')}
          placeholder={t('assign.choose')}
          data={[...members, { value: nobody, label: t('assign.nobody') }]}
          value={chosen}
          disabled={!choices.data}
          onChange={setChosen}
          searchable={members.length > 8}
        />
        <ErrorNotice error={choices.error ?? assign.error} mt="md" />
        <FormActions
          submit={t('assign.submit')}
          busy={assign.isPending}
          disabled={chosen === null}
          onCancel={onClose}
        />
      </form>
    </FormDialog>
  );
}
