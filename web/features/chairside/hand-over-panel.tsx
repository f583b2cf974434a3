import { ActionIcon, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChairsideCard } from '#contract/chairside.ts';
import { elasticsAt } from '#contract/treatment-plan/procedures.ts';
import { IconMinus, IconPlus } from '../../design/icons.ts';
import classes from './chairside.module.css';
import { usePlanWords } from './plan-words.ts';
import { useDays } from './use-days.ts';
import type { VisitDraft } from './use-visit.ts';

type Props = { card: ChairsideCard; visit: VisitDraft };

/** Which aligners the patient gets, with elastics and notes of those stages. */
export function HandOverPanel({ card, visit }: Props) {
  const { t } = useTranslation('chairside');
  const words = usePlanWords();
  const { handOver, stages } = visit;
  const { next } = card;
  const elastics = elasticsAt(card.elastics, stages);
  const notes = card.notes.filter(({ stage }) => stage >= stages.from && stage <= stages.to);
  const mayRecord = card.may.includes('record') && !card.order.heldSince;
  return (
    <section className={classes.panel} aria-labelledby="chairside-next">
      <Title order={2} id="chairside-next" className={classes.panelTitle}>
        {useVisitTitle(card)}
      </Title>
      <div className={classes.scroll}>
        <Text c="dimmed">{t('hand_over')}</Text>
        <div className={classes.stepper}>
          <Text className={classes.stages} aria-live="polite">
            {!handOver
              ? t('hand_over_none')
              : handOver.from === handOver.to
                ? t('hand_over_stage', { stage: String(handOver.from) })
                : t('hand_over_stages', { from: String(handOver.from), to: String(handOver.to) })}
          </Text>
          {mayRecord && next.sentTo > card.handedTo && (
            <div className={classes.steps}>
              <ActionIcon
                variant="default"
                size={52}
                aria-label={t('fewer')}
                disabled={!visit.mayFewer}
                onClick={visit.fewer}
              >
                <IconMinus size={24} />
              </ActionIcon>
              <ActionIcon
                variant="default"
                size={52}
                aria-label={t('more')}
                disabled={!visit.mayMore}
                onClick={visit.more}
              >
                <IconPlus size={24} />
              </ActionIcon>
            </div>
          )}
        </div>
        <Reasons card={card} visit={visit} />
        {elastics.length > 0 && (
          <>
            <Title order={3} mt="sm">
              {t('elastics')}
            </Title>
            <ul className={classes.plain}>
              {elastics.map((each) => (
                <li key={`${each.between.join()} ${each.from}`}>
                  {words.elastic(each)}
                  <Text span c="dimmed" className={classes.whole}>
                    {t('hand_over_stages', { from: String(each.from), to: String(each.to) })}
                  </Text>
                </li>
              ))}
            </ul>
          </>
        )}
        {notes.length > 0 && (
          <>
            <Title order={3} mt="sm">
              {t('notes')}
            </Title>
            <ul className={classes.plain}>
              {notes.map(({ stage, text }) => (
                <li key={`${stage} ${text}`}>
                  <Text span c="dimmed">
                    {t('stage', { stage: String(stage) })}:{' '}
                  </Text>
                  {text}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}

function useVisitTitle({ next, startedOn, today, handedTo, setup }: ChairsideCard): string {
  const { t } = useTranslation('chairside');
  const day = useDays(today);
  if (!startedOn || !next.on) return t('next_now');
  if (next.on === today) return t('next_today');
  if (next.on < today) return t('next_since', { date: day(next.on) });
  return t(handedTo >= setup.stages ? 'next_last' : 'next_on', { date: day(next.on) });
}

/** Why these and no more, as long as they are what the card proposes. */
function Reasons({ card: { next, handedTo, worn, setup }, visit: { handOver } }: Props) {
  const { t } = useTranslation('chairside');
  const proposed = handOver?.to === next.handOver?.to;
  const reason =
    handedTo >= setup.stages
      ? t('all_handed')
      : proposed && t(`because.${next.because}`, { stage: String((handOver?.to ?? handedTo) + 1) });
  const begins = !worn || worn.stage >= handedTo ? handOver?.from : undefined;
  return (
    <Text component="div" className={classes.reasons}>
      {handOver && begins && <div>{t('begins', { stage: String(begins) })}</div>}
      {handOver && !begins && worn && <div>{t('goes_on', { stage: String(worn.stage) })}</div>}
      {reason && <div>{reason}</div>}
      {handOver && next.onItsWay && <div className={classes.warning}>{t('on_its_way')}</div>}
    </Text>
  );
}
