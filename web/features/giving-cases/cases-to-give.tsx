import { Button, Loader, Progress, SegmentedControl, Text, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CollaborationToGive, Giving } from '#contract/giving-cases.ts';
import { call } from '../../client/call.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import type { Refusal } from '../../client/refusal.ts';
import { reading } from '../../client/use-calls.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { TextField } from '../../design/fields.tsx';
import { IconSearch } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import { FilterMenu } from '../manage-orders/filter-menu.tsx';
import { type ListState, queryOf } from '../manage-orders/list-search.ts';
import { CaseToGiveRow } from './case-to-give-row.tsx';
import classes from './giving-cases.module.css';
import { useGiving } from './use-giving.ts';

type Page = ReplyTo<'listCasesToGive'>;
type Row = Page['rows'][number];

/** The provider's cases with a box each: what is ticked or unticked on any page is saved as one act; or all that fit at once. */
export function CasesToGive({ chosen, practiceId }: { chosen: CollaborationToGive; practiceId: string }) {
  const { t } = useTranslation('giving-cases');
  const params = { practiceId, collaborationId: chosen.collaborationId };
  const [filters, setFilters] = useState<ListState>({});
  const [given, setGiven] = useState<'all' | 'yes' | 'no'>('all');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const [wanted, setWanted] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [asking, setAsking] = useState<'give' | 'take'>();
  const giving = useGiving(params);
  const fitting = {
    ...queryOf(filters),
    ...(search ? { search } : {}),
    ...(given === 'all' ? {} : { given }),
  } as Record<string, string>;
  const list = useInfiniteQuery<Page, Refusal, Row[], readonly unknown[], string | undefined>({
    queryKey: ['listCasesToGive', params, fitting],
    queryFn: ({ pageParam }) =>
      call('listCasesToGive', {
        params,
        query: { ...fitting, limit: '100', ...(pageParam ? { after: pageParam } : {}) } as never,
      }),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    select: ({ pages }) => pages.flatMap(({ rows }) => rows),
    placeholderData: keepPreviousData,
  });
  const counts = useQuery({
    ...reading('countCasesToGive', { params, query: fitting as never }),
    placeholderData: keepPreviousData,
  }).data;
  const rows = list.data ?? [];
  const toGive = [...wanted].filter(([, on]) => on).map(([id]) => id);
  const toTake = [...wanted].filter(([, on]) => !on).map(([id]) => id);
  const toggle = (row: Row) => {
    const next = new Map(wanted);
    if (!next.delete(row.id)) next.set(row.id, !row.given);
    setWanted(next);
  };
  const save = async () => {
    if (toGive.length > 0 && !(await giving.start({ act: 'give', cases: { ids: toGive } }))) return;
    if (toTake.length > 0 && !(await giving.start({ act: 'take', cases: { ids: toTake } }))) return;
    setWanted(new Map());
  };
  const all = async (act: 'give' | 'take') => {
    setAsking(undefined);
    await giving.start({ act, cases: { fitting: fitting as never, except: [] } });
  };
  const still = counts ? counts.fitting - counts.given - counts.notShared : 0;
  return (
    <>
      <div className={classes.tools}>
        <TextField
          type="search"
          className={classes.search}
          aria-label={t('manage.search')}
          placeholder={t('manage.search')}
          leftSection={list.isPlaceholderData ? <Loader size={16} /> : <IconSearch size={18} />}
          value={typed}
          maxLength={80}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <SegmentedControl
          value={given}
          onChange={(next) => setGiven(next as typeof given)}
          data={[
            { value: 'all', label: t('manage.everything') },
            { value: 'yes', label: t('manage.given') },
            { value: 'no', label: t('manage.not_given') },
          ]}
        />
        <FilterMenu
          state={filters}
          onChange={(changes) => setFilters({ ...filters, ...changes } as ListState)}
          onClear={() => setFilters({})}
        />
      </div>
      {counts && counts.fitting > 0 && (
        <div className={classes.all}>
          <Text size="sm" className={classes.counts} aria-live="polite">
            {t('manage.counts', { count: counts.fitting, given: counts.given })}
            {counts.notShared > 0 && ` · ${t('manage.not_shared', { count: counts.notShared })}`}
          </Text>
          <Button
            size="xs"
            disabled={giving.busy || still <= 0 || chosen.consentNeeded}
            onClick={() => setAsking('give')}
          >
            {t('manage.give_all', { count: Math.max(still, 0) })}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={giving.busy || counts.given === 0}
            onClick={() => setAsking('take')}
          >
            {t('manage.take_all', { count: counts.given })}
          </Button>
        </div>
      )}
      <Outcome act={giving.act} />
      <ErrorNotice error={giving.error ?? list.error} mb="md" />
      {list.isPending && <LoadingRows rows={8} />}
      {list.data && rows.length === 0 && (
        <EmptyState icon={<IconSearch size={28} />} title={t('manage.none')}>
          {t('manage.none_text')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th>
                <VisuallyHidden>{t('manage.given')}</VisuallyHidden>
              </th>
              <th>{t('manage.number')}</th>
              <th>{t('manage.patient')}</th>
              <th>{t('manage.status')}</th>
              <th>{t('manage.category')}</th>
              <th>{t('manage.activity')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <CaseToGiveRow
                key={row.id}
                row={row}
                checked={wanted.get(row.id) ?? row.given}
                changed={wanted.has(row.id)}
                disabled={giving.busy || (!row.given && (row.notShared || chosen.consentNeeded))}
                onToggle={toggle}
              />
            ))}
          </tbody>
        </table>
      )}
      {list.hasNextPage && (
        <Button mt="md" variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('manage.more')}
        </Button>
      )}
      {wanted.size > 0 && (
        <div className={classes.bar}>
          <span aria-live="polite">
            {t('manage.changes', { give: toGive.length, take: toTake.length, name: chosen.name })}
          </span>
          {toGive[0] && (
            <Button
              component={Link}
              to={`/practices/${practiceId}/cases/${toGive[0]}/seen-as/collaboration:${chosen.collaborationId}`}
              variant="subtle"
            >
              {t('see_as_name', { name: chosen.name })}
            </Button>
          )}
          <Button variant="default" disabled={giving.busy} onClick={() => setWanted(new Map())}>
            {t('manage.undo')}
          </Button>
          <Button loading={giving.busy} onClick={() => void save()}>
            {t('save')}
          </Button>
        </div>
      )}
      <ConfirmDialog
        opened={asking !== undefined}
        title={t(asking === 'take' ? 'manage.take_title' : 'manage.give_title', { name: chosen.name })}
        confirm={
          asking === 'take'
            ? t('manage.take_all', { count: counts?.given ?? 0 })
            : t('manage.give_all', { count: still })
        }
        danger={asking === 'take'}
        onConfirm={() => void all(asking!)}
        onClose={() => setAsking(undefined)}
      >
        {t(asking === 'take' ? 'manage.take_text' : 'manage.give_text')}
      </ConfirmDialog>
    </>
  );
}

/** How far the act has come, and what came of it. */
function Outcome({ act }: { act: Giving | undefined }) {
  const { t } = useTranslation('giving-cases');
  if (!act) return null;
  if (act.state === 'failed')
    return (
      <Notice tone="bad" mb="md">
        {t('manage.failed')}
      </Notice>
    );
  if (act.state !== 'done') {
    const share = act.chosen > 0 ? (act.worked / act.chosen) * 100 : 0;
    return (
      <Notice tone="waiting" mb="md">
        {t(act.act === 'give' ? 'manage.giving' : 'manage.taking', { worked: act.worked, chosen: act.chosen })}
        <Progress value={share} mt="xs" animated aria-label={t('manage.progress')} />
      </Notice>
    );
  }
  return (
    <Notice tone="good" mb="md">
      {t(act.act === 'give' ? 'manage.gave' : 'manage.took', { count: act.changed })}
      {act.notShared > 0 && ` ${t('manage.skipped_not_shared', { count: act.notShared })}`}
      {act.notTheirs > 0 && ` ${t('manage.skipped_others', { count: act.notTheirs })}`}
    </Notice>
  );
}
