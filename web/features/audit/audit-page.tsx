import { Button, Center } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#contract/audit.ts';
import { usePlace } from '../../app/place.tsx';
import { addressOf, call } from '../../client/call.ts';
import { useDates } from '../../design/dates.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconDownload, IconHistory } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import page from '../../design/page.module.css';
import { PageHeader } from '../../design/page-header.tsx';
import classes from './audit.module.css';
import { AuditEntryRow } from './audit-entry-row.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { type Filters, filtering, noFilters, queryOf } from './audit-query.ts';

/** Who did what, and when: newest first, filtered, exported. */
export function AuditPage() {
  const { t } = useTranslation(['audit', 'shell']);
  const place = usePlace();
  const params = { organisationId: place.organisationId };
  const [filters, setFilters] = useState<Filters>(noFilters);
  const query = queryOf(filters);
  const log = useInfiniteQuery({
    queryKey: ['readAudit', { params, query }],
    queryFn: ({ pageParam }) => call('readAudit', { params, query: { ...query, before: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (before) => before,
    staleTime: 0,
  });
  const entries = log.data?.pages.flatMap((each) => each.entries) ?? [];
  const first = log.data?.pages[0];
  const exports = first?.may.includes('audit.export');
  return (
    <>
      <PageHeader
        title={t('shell:settings_pages.audit')}
        description={t('text', { name: place.name })}
        actions={
          exports && (
            <Button
              component="a"
              href={addressOf('exportAudit', { params, query })}
              download
              variant="default"
              leftSection={<IconDownload size={18} />}
            >
              {t('export')}
            </Button>
          )
        }
      />
      <AuditFilters filters={filters} people={first?.people ?? []} onChange={setFilters} />
      <ErrorNotice error={log.error} onRetry={() => void log.refetch()} mb="md" />
      {log.isPending && (
        <div className={page.column}>
          <LoadingRows rows={8} />
        </div>
      )}
      {log.data && entries.length === 0 && (
        <div className={page.section}>
          <EmptyState
            icon={<IconHistory size={28} />}
            title={t(filtering(filters) ? 'no_match' : 'empty')}
            actions={
              filtering(filters) && (
                <Button variant="default" onClick={() => setFilters(noFilters)}>
                  {t('clear')}
                </Button>
              )
            }
          >
            {filtering(filters) && t('no_match_text')}
          </EmptyState>
        </div>
      )}
      <Days entries={entries} />
      {log.hasNextPage && (
        <Center mt="lg">
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {t('more')}
          </Button>
        </Center>
      )}
    </>
  );
}

/** The entries under the days they happened on. */
function Days({ entries }: { entries: readonly AuditEntry[] }) {
  const { longDate } = useDates();
  const days = Map.groupBy(entries, ({ at }) => longDate(at));
  return [...days].map(([day, ofDay]) => (
    <section key={day} aria-label={day}>
      <h2 className={classes.day}>{day}</h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list without bullets */}
      <ul className={classes.entries} role="list">
        {ofDay.map((entry) => (
          <AuditEntryRow key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  ));
}
