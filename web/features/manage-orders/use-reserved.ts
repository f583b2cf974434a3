import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '#contract/cases.ts';
import { reading } from '../../client/use-calls.ts';
import { datesIn } from '../../design/dates.ts';

/** As many as can be asked for at once. */
const most = 100;

/** Who says to be working on the open version, by case, as a sentence. The same map for as long as it says the same, so that rows aren't drawn again. */
export function useReserved(rows: readonly CaseRow[]): ReadonlyMap<string, string> {
  const { t, i18n } = useTranslation('manage-orders');
  const open = rows.filter(({ category }) => category === 'setup_awaiting_approval').slice(0, most);
  const cases = open.map(({ id }) => id).sort();
  const { data } = useQuery({
    ...reading('listReservations', { query: { cases: cases.join(',') } }),
    enabled: cases.length > 0,
    placeholderData: keepPreviousData,
  });
  const said = JSON.stringify(data?.reservations ?? []);
  return useMemo(() => {
    const dates = datesIn(i18n.language);
    const sentences = new Map<string, string>();
    for (const each of JSON.parse(said) as NonNullable<typeof data>['reservations']) {
      const who = each.service ? `${each.by} · ${each.service}` : each.by;
      const sentence = t('reserved', { who, until: dates.dateTime(each.until) });
      const before = sentences.get(each.caseId);
      sentences.set(each.caseId, before ? `${before}. ${sentence}` : sentence);
    }
    return sentences;
  }, [said, t, i18n.language]);
}
