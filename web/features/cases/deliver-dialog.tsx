import { NativeSelect, SegmentedControl, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Setup } from '#contract/orders.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { notifyDone } from '../../design/notify.ts';
import { SetupFileField } from './setup-file-field.tsx';
import { TreatmentTableField } from './treatment-table-field.tsx';
import { useSetupUpload } from './use-setup-upload.ts';
import { useTreatmentTable } from './use-treatment-table.ts';

type What = 'new_file' | 'again';

/** The laboratory delivers the next version: a file that is read and checked first, or an earlier version once more. */
export function DeliverDialog({ view, onClose }: { view: ReplyTo<'viewOrder'>; onClose: () => void }) {
  const { t } = useTranslation(['setup-delivery', 'cases']);
  const { order, setups } = view;
  const earlier = setups.toSorted((one, other) => other.version - one.version);
  const upload = useSetupUpload(order, setups);
  const table = useTreatmentTable(upload.record);
  const [what, setWhat] = useState<What>('new_file');
  const [again, setAgain] = useState(earlier[0]?.version ?? 0);
  const [note, setNote] = useState('');
  const deliver = useActing('deliverSetup', {
    stale: ['viewCase', 'viewOrder', 'viewHistory', 'listRecords', 'listCases', 'countCases'],
    onDone: () => {
      notifyDone(t('done'));
      onClose();
    },
  });
  const offered = earlier.find(({ version }) => version === again);
  const ready = what === 'again' ? offered !== undefined : upload.state === 'ready' && table.ready && !table.leftOut;
  function submit(event: FormEvent) {
    event.preventDefault();
    const params = { caseId: order.caseId, orderId: order.id };
    if (what === 'again' && offered)
      deliver.mutate({ params, body: { recordId: offered.recordId, again: offered.version, note } });
    else if (what === 'new_file' && upload.record)
      deliver.mutate({ params, body: { recordId: upload.record.id, treatment: table.treatment, note } });
  }
  return (
    <FormDialog title={t('title')} onClose={onClose} closeOnClickOutside={false}>
      <form onSubmit={submit}>
        <Fields>
          {earlier.length > 0 && (
            <SegmentedControl
              aria-label={t('what')}
              fullWidth
              data={(['new_file', 'again'] as const).map((value) => ({ value, label: t(value) }))}
              value={what}
              onChange={(value) => setWhat(value as What)}
            />
          )}
          {what === 'new_file' ? (
            <>
              <SetupFileField upload={upload} />
              {upload.state === 'ready' && (
                <TreatmentTableField table={table} stages={Number(upload.record?.facts.stages ?? 0)} />
              )}
            </>
          ) : (
            <EarlierVersion setups={earlier} chosen={again} onChoose={setAgain} />
          )}
          <Textarea
            label={t('note')}
            autosize
            minRows={2}
            maxLength={4000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </Fields>
        <ErrorNotice error={deliver.error} mt="md" />
        <FormActions
          submit={t('cases:events.deliver_setup')}
          disabled={!ready}
          busy={deliver.isPending}
          onCancel={onClose}
        />
      </form>
    </FormDialog>
  );
}

const stateOf = (setup: Setup) => (setup.withdrawnAt ? 'withdrawn' : (setup.decision ?? 'open'));

type EarlierProps = { setups: readonly Setup[]; chosen: number; onChoose: (version: number) => void };

function EarlierVersion({ setups, chosen, onChoose }: EarlierProps) {
  const { t } = useTranslation('setup-delivery');
  const { date } = useDates();
  return (
    <div>
      <NativeSelect
        label={t('version.label')}
        value={String(chosen)}
        onChange={(event) => onChoose(Number(event.currentTarget.value))}
        data={setups.map((setup) => ({
          value: String(setup.version),
          label: t('version.state', {
            version: String(setup.version),
            state: t(`version.states.${stateOf(setup)}`),
            date: date(setup.deliveredAt),
          }),
        }))}
      />
      <Text size="sm" c="dimmed" mt={6}>
        {t('version.hint')}
      </Text>
    </div>
  );
}
