import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChairsideCard } from '#contract/chairside.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { IconCheck, IconClock, IconPencil } from '../../design/icons.ts';
import classes from './chairside.module.css';
import { useDays } from './use-days.ts';
import type { VisitDraft } from './use-visit.ts';

type Props = { card: ChairsideCard; visit: VisitDraft; onOpen: (dialog: 'behind' | 'details') => void };

/** One tap for what was done. After today's visit it asks first: a second tap would hand over what is for the next one. */
export function ActBar({ card, visit, onOpen }: Props) {
  const { t } = useTranslation('chairside');
  const day = useDays(card.today);
  const [asking, setAsking] = useState(false);
  const { next, today } = card;
  const again =
    next.on !== null &&
    next.on > today &&
    card.visits.some((each) => each.takenBackAt === null && each.day === today && each.handedOver);
  return (
    <div className={classes.bar}>
      <Button
        size="xl"
        className={classes.done}
        variant={again ? 'default' : 'filled'}
        leftSection={<IconCheck size={26} />}
        disabled={!visit.says}
        loading={visit.busy}
        onClick={again ? () => setAsking(true) : visit.record}
      >
        {t(again ? 'record_again' : 'record_done')}
      </Button>
      <Button
        size="xl"
        variant="default"
        leftSection={<IconClock size={24} />}
        disabled={card.handedTo === 0}
        onClick={() => onOpen('behind')}
      >
        {t('is_behind')}
      </Button>
      <Button size="xl" variant="default" leftSection={<IconPencil size={24} />} onClick={() => onOpen('details')}>
        {t('details')}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={t('record_again')}
        confirm={t('record')}
        onConfirm={() => {
          setAsking(false);
          visit.record();
        }}
        onClose={() => setAsking(false)}
      >
        {t('record_again_text', { date: next.on ? day(next.on) : '' })}
      </ConfirmDialog>
    </div>
  );
}
