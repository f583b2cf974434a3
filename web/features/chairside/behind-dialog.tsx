import { ActionIcon, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChairsideCard } from '#contract/chairside.ts';
import { Fields } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { IconMinus, IconPlus } from '../../design/icons.ts';
import classes from './chairside.module.css';
import type { VisitDraft } from './use-visit.ts';

type Props = { card: ChairsideCard; visit: VisitDraft; onClose: () => void };

/** The patient is behind: which aligner do they wear? */
export function BehindDialog({ card, visit, onClose }: Props) {
  const { t } = useTranslation('chairside');
  const { worn, behind, handedTo } = card;
  // Known to be behind already: that is what is confirmed; else one less than the card thinks.
  const [stage, setStage] = useState(Math.max(1, (worn?.stage ?? 1) - (behind > 0 ? 0 : 1)));
  const [note, setNote] = useState('');
  function submit(event: FormEvent) {
    event.preventDefault();
    visit.recordBehind(stage, note, onClose);
  }
  return (
    <FormDialog title={t('behind_title')} onClose={onClose}>
      <form onSubmit={submit}>
        <Fields>
          <Text>{t('behind_text')}</Text>
          <div className={classes.stepper}>
            <Text className={classes.stages} aria-live="polite">
              {t('stage', { stage: String(stage) })}
            </Text>
            <div className={classes.steps}>
              <ActionIcon
                variant="default"
                size={52}
                aria-label={t('fewer')}
                disabled={stage <= 1}
                onClick={() => setStage(stage - 1)}
              >
                <IconMinus size={24} />
              </ActionIcon>
              <ActionIcon
                variant="default"
                size={52}
                aria-label={t('more')}
                disabled={stage >= handedTo}
                onClick={() => setStage(stage + 1)}
              >
                <IconPlus size={24} />
              </ActionIcon>
            </div>
          </div>
          <Textarea
            label={t('note')}
            maxLength={1000}
            autosize
            minRows={2}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </Fields>
        <FormActions submit={t('record')} busy={visit.busy} onCancel={onClose} />
      </form>
    </FormDialog>
  );
}
