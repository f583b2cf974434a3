import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '#contract/cases.ts';
import type phrases from '#phrases/en/cases.json';
import type orderPhrases from '#phrases/en/orders.json';
import { useReading } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { Section } from '../../design/section.tsx';
import classes from './cases.module.css';

/** Everything that happened in a case, newest first. */
export function HistorySection({ caseId, orders }: { caseId: string; orders: CaseRow['orders'] }) {
  const { t } = useTranslation(['cases', 'orders']);
  const { dateTime, calendarDate } = useDates();
  const history = useReading('viewHistory', { params: { caseId } });
  if (history.error) return <ErrorNotice error={history.error} onRetry={() => void history.refetch()} />;
  if (!history.data) return <LoadingRows rows={4} />;
  const several = orders.length > 1;
  const slotName = (slot: string) =>
    t(`orders:missing.${slot as keyof typeof orderPhrases.missing}`, { defaultValue: slot });
  const kindOf = (orderId: string | null) => orders.find(({ id }) => id === orderId)?.kind;
  return (
    <Section title={t('tabs.history')}>
      {history.data.entries.length === 0 && <Text c="dimmed">{t('history_empty')}</Text>}
      <ol className={classes.history}>
        {history.data.entries.map((entry) => {
          const kind = kindOf(entry.orderId);
          const done = t(`done.${entry.event as keyof typeof phrases.done}`, { defaultValue: entry.event });
          return (
            <li key={entry.id}>
              <Text>
                <strong>{entry.by || t('system')}</strong>
                {typeof entry.facts.service === 'string' && ` · ${entry.facts.service}`} {done}
                {entry.facts.version !== undefined && ` (${t('version', { version: String(entry.facts.version) })})`}
                {typeof entry.facts.fromStage === 'number' &&
                  `: ${t('shipment_stages', { from: String(entry.facts.fromStage), to: String(entry.facts.toStage) })}`}
                {typeof entry.facts.slot === 'string' && `: ${slotName(entry.facts.slot)}`}
                {typeof entry.facts.to === 'string' && `: ${entry.facts.to}`}
                {typeof entry.facts.promisedOn === 'string' && `: ${calendarDate(entry.facts.promisedOn)}`}
                {several && kind && ` · ${t(`orders:kinds.${kind}`)}`}
              </Text>
              <Text size="sm" c="dimmed">
                {dateTime(entry.at)}
                {entry.actedAs && ` · ${t(`standings.${entry.actedAs}`)}`}
                {entry.to && entry.from !== entry.to && ` · ${t(`orders:categories.${entry.to}`)}`}
              </Text>
              {entry.reason && <p className={classes.reason}>{entry.reason}</p>}
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
