import { NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChairsideCard } from '#contract/chairside.ts';
import { Fields } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import type { VisitDraft } from './use-visit.ts';

type Props = { card: ChairsideCard; visit: VisitDraft; onClose: () => void };

/** What goes along with the visit and is rarely otherwise: another day, other wear, a note. Recorded with the card's button. */
export function DetailsDialog({ card, visit, onClose }: Props) {
  const { t } = useTranslation(['chairside', 'words']);
  const [details, setDetails] = useState(visit.details);
  const last = visit.handOver?.to ?? card.handedTo;
  const follows =
    visit.handOver && (!card.worn || card.worn.stage >= card.handedTo) ? visit.handOver.from : card.worn?.stage;
  const earliest = card.visits.find(({ takenBackAt }) => takenBackAt === null)?.day;
  function submit(event: FormEvent) {
    event.preventDefault();
    visit.setDetails({ ...details, note: details.note.trim() });
    onClose();
  }
  return (
    <FormDialog title={t('details')} onClose={onClose}>
      <form onSubmit={submit}>
        <Fields>
          <Textarea
            label={t('note')}
            maxLength={1000}
            autosize
            minRows={2}
            value={details.note}
            onChange={(event) => setDetails({ ...details, note: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('day')}
            max={card.today}
            min={earliest}
            value={details.day ?? card.today}
            onChange={(event) => {
              const { day: _today, ...rest } = details;
              const day = event.currentTarget.value;
              setDetails(day && day !== card.today ? { ...rest, day } : rest);
            }}
          />
          {last > 0 && (
            <NativeSelect
              label={t('wears')}
              value={details.wears ?? ''}
              onChange={(event) => setDetails({ ...details, wears: Number(event.currentTarget.value) || null })}
              data={[
                { value: '', label: t('wears_follows', { stage: String(follows ?? 1) }) },
                ...Array.from({ length: last }, (_, index) => ({
                  value: String(index + 1),
                  label: t('stage', { stage: String(index + 1) }),
                })),
              ]}
            />
          )}
          <NumberInput
            label={t('wear_days')}
            description={t('wear_days_hint', { days: String(card.wearDays) })}
            suffix={` ${t('wear_days_unit')}`}
            min={1}
            max={60}
            allowDecimal={false}
            value={details.wearDays ?? ''}
            onChange={(value) => setDetails({ ...details, wearDays: Number(value) || null })}
          />
        </Fields>
        <FormActions submit={t('words:save')} onCancel={onClose} />
      </form>
    </FormDialog>
  );
}
