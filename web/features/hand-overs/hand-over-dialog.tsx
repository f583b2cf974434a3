import { Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActing, useReading } from '../../client/use-calls.ts';
import { SelectField } from '../../design/choice-fields.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields, TextField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone } from '../../design/notify.ts';

type Props = {
  practiceId: string;
  caseIds: string[];
  /** The present provider of all of them, who isn't offered. */
  present?: string | undefined;
  onDone?: () => void;
  onClose: () => void;
};

/** Offers cases to another provider of the practice, for good or until a day. For Admins: `cases.hand_over` of the place. */
export function HandOverDialog({ practiceId, caseIds, present, onDone, onClose }: Props) {
  const { t } = useTranslation('hand-overs');
  const list = useReading('listProviders', { params: { practiceId } });
  const providers = (list.data?.providers ?? []).filter(({ practitionerId }) => practitionerId !== present);
  const [toMemberId, setTo] = useState<string | null>(null);
  const [how, setHow] = useState('good');
  const [until, setUntil] = useState('');
  const offer = useActing('offerHandOvers', {
    stale: ['viewCase', 'listCases', 'viewHistory'],
    onDone: ({ offered, skipped }) => {
      const left = skipped > 0 ? ` ${t('offer.skipped', { count: skipped })}` : '';
      notifyDone(`${t('offer.done', { count: offered })}.${left}`);
      onDone?.();
      onClose();
    },
  });
  const day = how === 'until' ? until : null;
  return (
    <FormDialog title={t('offer.title')} size="md" onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (toMemberId) offer.mutate({ params: { practiceId }, body: { cases: caseIds, toMemberId, until: day } });
        }}
      >
        <Fields>
          <Text c="dimmed">{t('offer.text', { count: caseIds.length })}</Text>
          {list.isPending && <LoadingForm fields={1} />}
          <ErrorNotice error={list.error ?? offer.error} />
          {list.data && providers.length === 0 && <Notice tone="attention">{t('offer.none')}</Notice>}
          {providers.length > 0 && (
            <>
              <SelectField
                label={t('offer.to')}
                data={providers.map(({ memberId, name }) => ({ value: memberId, label: name }))}
                value={toMemberId}
                onChange={setTo}
              />
              <Radio.Group value={how} onChange={setHow} aria-label={t('offer.title')}>
                <Stack gap={10}>
                  <Radio value="good" label={t('offer.good')} />
                  <Radio value="until" label={t('offer.until')} />
                </Stack>
              </Radio.Group>
              {how === 'until' && (
                <TextField
                  type="date"
                  label={t('offer.day')}
                  description={t('offer.day_text')}
                  min={new Date().toISOString().slice(0, 10)}
                  value={until}
                  onChange={(event) => setUntil(event.currentTarget.value)}
                />
              )}
            </>
          )}
        </Fields>
        <FormActions
          submit={t('offer.submit')}
          busy={offer.isPending}
          disabled={!toMemberId || (how === 'until' && until === '')}
          onCancel={onClose}
        />
      </form>
    </FormDialog>
  );
}
