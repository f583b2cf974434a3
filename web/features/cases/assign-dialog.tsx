import { Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '#contract/orders.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { SelectField } from '../../design/choice-fields.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { notifyDone } from '../../design/notify.ts';

type Props = { what: 'assign' | 'name_manufacturer'; order: Order; onClose: () => void };

const nobody = 'nobody';

/** Gives an order to a member of the laboratory, or its manufacture to another laboratory. */
export function AssignDialog({ what, order, onClose }: Props) {
  const { t } = useTranslation(['cases', 'words']);
  const params = { caseId: order.caseId, orderId: order.id };
  const choices = useReading('listManufacturers', { params });
  const now = what === 'assign' ? order.technician?.accountId : order.manufacturer?.id;
  const [chosen, setChosen] = useState(now ?? nobody);
  const done = {
    stale: ['viewCase', 'viewOrder', 'viewHistory', 'listCases'] as ('viewCase' | 'viewOrder')[],
    onDone: () => {
      notifyDone(t('act.done'));
      onClose();
    },
  };
  const assign = useActing('assignTechnician', done);
  const name = useActing('nameManufacturer', done);
  const title = what === 'assign' ? t('act.assign') : t('act.manufacturer');
  const given =
    what === 'assign'
      ? choices.data?.people.map((each) => ({ value: each.accountId, label: each.name }))
      : choices.data?.laboratories.map((each) => ({ value: each.id, label: each.name }));
  const none = { value: nobody, label: t(what === 'assign' ? 'act.unassigned' : 'act.manufacturer_self') };
  function submit(event: FormEvent) {
    event.preventDefault();
    const value = chosen === nobody ? null : chosen;
    if (what === 'assign') assign.mutate({ params, body: { accountId: value } });
    else name.mutate({ params, body: { laboratoryId: value } });
  }
  return (
    <Modal opened onClose={onClose} title={title} centered closeButtonProps={{ 'aria-label': t('words:close') }}>
      <form onSubmit={submit}>
        <SelectField
          label={t(what === 'assign' ? 'technician' : 'manufacturer')}
          data={[none, ...(given ?? [])]}
          value={chosen}
          disabled={!choices.data}
          onChange={(next) => setChosen(next ?? nobody)}
        />
        <ErrorNotice error={choices.error ?? assign.error ?? name.error} mt="md" />
        <FormActions
          submit={t('words:save')}
          busy={assign.isPending || name.isPending}
          disabled={!choices.data}
          onCancel={onClose}
        />
      </form>
    </Modal>
  );
}
