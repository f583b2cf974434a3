import { Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '#contract/orders.ts';
import { useMe } from '../../app/session.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import { Section } from '../../design/section.tsx';
import { ApplianceForm } from '../orders/appliance-form.tsx';
import { TreatmentApproachForm } from '../orders/treatment-approach-form.tsx';

/** Changes the prescription of an order that was submitted: the laboratory gets a new version. */
export function ChangePrescription({ order, onDone }: { order: Order; onDone: () => void }) {
  const { t } = useTranslation(['cases', 'orders']);
  const { toothNotation } = useMe().account;
  const [prescription, setPrescription] = useState(order.prescription);
  const change = useActing('changePrescription', {
    stale: ['viewOrder', 'viewCase', 'viewHistory', 'listCases'],
    onDone: () => {
      notifyDone(t('act.done'));
      onDone();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate({
      params: { caseId: order.caseId, orderId: order.id },
      body: { prescription, basedOn: order.prescriptionVersion },
    });
  }
  const withSetup = order.kind === 'aligner' || order.kind === 'revision';
  return (
    <form onSubmit={submit}>
      <Notice tone="neutral" mb="md">
        {t('change_text')}
      </Notice>
      {withSetup ? (
        <TreatmentApproachForm
          value={prescription.approach}
          notation={toothNotation}
          onChange={(approach) => setPrescription({ ...prescription, approach })}
        />
      ) : (
        <ApplianceForm
          kind={order.kind}
          value={prescription.appliance}
          hasStages
          onChange={(appliance) => setPrescription({ ...prescription, appliance })}
        />
      )}
      <Section title={t('orders:steps.instructions')}>
        <Textarea
          label={t('orders:instructions.label')}
          autosize
          minRows={4}
          maxLength={8000}
          value={prescription.instructions}
          onChange={(event) => setPrescription({ ...prescription, instructions: event.currentTarget.value })}
        />
      </Section>
      <ErrorNotice error={change.error} mt="md" />
      <FormActions submit={t('change_send')} busy={change.isPending} onCancel={onDone} />
    </form>
  );
}
