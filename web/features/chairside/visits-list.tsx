import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChairsideCard, Visit } from '#contract/chairside.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import classes from './chairside.module.css';
import { useDays } from './use-days.ts';

type Props = { card: ChairsideCard; onTakeBack: (visitId: string) => void };

/** What was recorded, newest first; one's own last one of today can be taken back. */
export function VisitsList({ card, onTakeBack }: Props) {
  const { t } = useTranslation('chairside');
  const day = useDays(card.today);
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <section className={classes.panel} aria-labelledby="chairside-visits">
      <Title order={2} id="chairside-visits" className={classes.panelTitle}>
        {t('visits')}
      </Title>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls by keyboard too */}
      <div className={classes.scroll} tabIndex={0}>
        {card.visits.length === 0 && <Text c="dimmed">{t('visits_none')}</Text>}
        <ol className={classes.visits}>
          {card.visits.map((visit) => (
            <li key={visit.id} className={classes.visit} data-taken-back={visit.takenBackAt !== null || undefined}>
              <div className={classes.visitHead}>
                <strong>{day(visit.day)}</strong>
                <Text span size="sm" c="dimmed">
                  {visit.by}
                </Text>
              </div>
              <Summary visit={visit} />
              {visit.mayTakeBack && (
                <Button variant="subtle" size="compact-md" mt={4} px={8} ml={-8} onClick={() => setAsked(visit.id)}>
                  {t('take_back')}
                </Button>
              )}
            </li>
          ))}
        </ol>
      </div>
      <ConfirmDialog
        opened={asked !== null}
        title={t('take_back')}
        confirm={t('take_back')}
        onConfirm={() => {
          if (asked) onTakeBack(asked);
          setAsked(null);
        }}
        onClose={() => setAsked(null)}
      >
        {t('take_back_text')}
      </ConfirmDialog>
    </section>
  );
}

function Summary({ visit }: { visit: Visit }) {
  const { t } = useTranslation('chairside');
  const { handedOver, wears, planned, done, wearDays, note, takenBackAt } = visit;
  const late = !handedOver && wears && planned !== null && wears.stage < planned;
  const parts = [
    takenBackAt && t('visit_taken_back'),
    handedOver &&
      (handedOver.from === handedOver.to
        ? t('hand_over_stage', { stage: String(handedOver.from) })
        : t('hand_over_stages', { from: String(handedOver.from), to: String(handedOver.to) })),
    late && t('visit_behind', { stage: String(wears.stage), planned: String(planned) }),
    done.length > 0 && t('visit_done', { count: done.length }),
    wearDays !== null && t('visit_wear_days', { days: String(wearDays) }),
  ].filter(Boolean);
  return (
    <>
      <Text size="sm">{parts.join(' · ')}</Text>
      {note && (
        <Text size="sm" c="dimmed" className={classes.note}>
          {note}
        </Text>
      )}
    </>
  );
}
