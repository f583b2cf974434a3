import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '#contract/records.ts';
import { useDates } from '../../design/dates.ts';
import { useRecordWords } from './record-words.ts';
import classes from './records.module.css';

type Props = { records: readonly CaseRecord[]; open: (record: CaseRecord) => void };

/** What stood in a slot before: kept, with who brought it and why the laboratory sent it back. The newest first. */
export function ReplacedRecords({ records, open }: Props) {
  const { t } = useTranslation('records');
  const words = useRecordWords();
  const dates = useDates();
  if (records.length === 0) return null;
  const newest = [...records].sort((one, other) => ((one.replacedAt ?? '') < (other.replacedAt ?? '') ? 1 : -1));
  return (
    <details className={classes.replaced}>
      <summary>{t('replaced.title', { count: records.length })}</summary>
      <ul>
        {newest.map((record) => (
          <li key={record.id} className={classes.replacedRecord}>
            <div>
              <strong>{words.slot(record.slot)}</strong>
              {record.fileName && ` · ${record.fileName}`}
              <p className={classes.small}>
                {t('replaced.added', { name: record.addedBy, date: dates.dateTime(record.addedAt) })}
                {record.replacedAt && ` · ${t('replaced.at', { date: dates.dateTime(record.replacedAt) })}`}
              </p>
              {record.rejectedBecause && (
                <p className={classes.small} data-tone="bad">
                  {t('replaced.rejected', { reason: record.rejectedBecause })}
                </p>
              )}
            </div>
            {record.state === 'ready' && record.renditions.length > 0 && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t(record.renditions.includes('thumbnail') ? 'view' : 'download_this', {
                  name: `${words.slot(record.slot)}, ${record.fileName}`,
                })}
                onClick={() => open(record)}
              >
                {t(record.renditions.includes('thumbnail') ? 'replaced.view' : 'download')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
