import { ActionIcon, Button, CloseButton, Loader } from '@mantine/core';
import { useDebouncedCallback, useHotkeys, useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '#contract/cases.ts';
import { usePlace } from '../../app/place.tsx';
import { placePath } from '../../app/places.ts';
import { addressOf } from '../../client/call.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { TextField } from '../../design/fields.tsx';
import { IconChecklist, IconDownload, IconSearch } from '../../design/icons.ts';
import { PageHeader } from '../../design/page-header.tsx';
import { CaseCards } from './case-cards.tsx';
import { CaseTable } from './case-table.tsx';
import { type ColumnName, chosenColumns } from './columns.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { FilterMenu } from './filter-menu.tsx';
import { filtersHeld, type ListState, queryOf, useListState } from './list-state.ts';
import { ListSkeleton, NothingFound, NothingYet } from './list-states.tsx';
import classes from './manage-orders.module.css';
import { NewOrderMenu, usePracticesForOrders } from './new-order-menu.tsx';
import { QuickFilters } from './quick-filters.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { setupHref } from './setup-link.tsx';
import { useCases, useCounts, useFresh } from './use-cases.ts';
import { useSelection } from './use-selection.ts';
import { useViews } from './use-views.ts';
import { ViewsMenu } from './views-menu.tsx';

const MemberOfService = lazy(async () => ({
  default: (await import('../planning-services/member-of-service.tsx')).MemberOfService,
}));
const CollaboratorsDialog = lazy(async () => ({
  default: (await import('../giving-cases/collaborators-dialog.tsx')).CollaboratorsDialog,
}));
const ProviderChoice = lazy(async () => ({
  default: (await import('../collaborator-view/provider-choice.tsx')).ProviderChoice,
}));
const AddOrder = lazy(async () => ({ default: (await import('../collaborator-view/add-order.tsx')).AddOrder }));
const KeysDialog = lazy(async () => ({ default: (await import('./keys-dialog.tsx')).KeysDialog }));

/** Manage Orders: the cases of a practice, a laboratory, or all one's practices of a group. */
export function ManageOrdersPage() {
  const { t } = useTranslation('manage-orders');
  const place = usePlace();
  // Of a planning service its managers see all cases; members have theirs in My Collaborator View.
  if (place.kind !== 'planning_service' || place.may.includes('cases.see')) return <CaseList />;
  return (
    <>
      <PageHeader title={t('title')} />
      <Suspense>
        <MemberOfService />
      </Suspense>
    </>
  );
}

/** The list of the place that is open: an organisation's, or what is shared with me. */
export function CaseList() {
  const { t } = useTranslation(['manage-orders', 'orders']);
  const place = usePlace();
  const { state, change, put } = useListState();
  const { list, rows } = useCases(state);
  const counts = useCounts();
  const views = useViews();
  const { kind } = place;
  const [viewColumns, setViewColumns] = useState<readonly string[]>();
  const chosen = viewColumns ?? views.columns;
  const columns = useMemo(() => chosenColumns(chosen, kind), [chosen, kind]);
  const listKey = JSON.stringify(queryOf(state));
  const fresh = useFresh(rows, listKey);
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const hrefOf = useCallback(
    (row: CaseRow) =>
      place.kind === 'laboratory' || place.kind === 'planning_service' || place.kind === 'collaborator'
        ? `${placePath(place)}/cases/${row.id}`
        : `/practices/${row.practiceId}/cases/${row.id}`,
    [place],
  );
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const onEnd = useCallback(() => {
    // Asked for twice in one breath, the first answer would be thrown away.
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage({ cancelRefetch: false });
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  // The status of a row is the way to its collaborators.
  const [sharing, setSharing] = useState<CaseRow>();
  const onShare = place.kind === 'practice' || place.kind === 'group' ? setSharing : undefined;
  const selection = useSelection(rows, listKey);
  // A phone shows no boxes until somebody wants to tick.
  const [ticking, setTicking] = useState(false);
  const selects =
    (place.kind === 'practice' && place.may.includes('cases.hand_over')) || place.may.includes('assignments.make');
  const practices = usePracticesForOrders();
  const creates = practices.length > 0;
  const [menu, setMenu] = useState(false);
  const [help, setHelp] = useState(false);
  const searchField = useRef<HTMLInputElement>(null);
  const active = useKeys({
    rows,
    listKey,
    hrefOf,
    onNew: () => creates && setMenu(true),
    onHelp: () => setHelp(true),
    onSelect: (row) => selects && selection.toggle(row),
    searchField,
  });
  const setColumns = (next: ColumnName[]) => {
    setViewColumns(undefined);
    views.setColumns(next);
  };
  const clear = () => put(state.sort ? { sort: state.sort, direction: state.direction } : {});
  const filtered = filtersHeld(state) > 0 || Boolean(state.search);
  const shared = { rows, fresh, hrefOf, onEnd, onShare };
  return (
    <div className={classes.wide}>
      <PageHeader
        title={place.kind === 'collaborator' ? place.name : t('title')}
        actions={
          <>
            {place.kind === 'collaborator' && (
              <Suspense>
                <ProviderChoice provider={state.provider} onChange={(provider) => change({ provider })} />
                <AddOrder />
              </Suspense>
            )}
            <ViewsMenu
              views={views}
              state={state}
              columns={columns}
              onOpen={(next, nextColumns) => {
                setViewColumns(nextColumns.length > 0 ? nextColumns : undefined);
                put(next, false);
              }}
            />
            {creates && <NewOrderMenu practices={practices} opened={menu} onChange={setMenu} />}
          </>
        }
      />
      <QuickFilters state={state} counts={counts} onChange={change} />
      <div className={classes.tools}>
        <SearchField
          key={place.organisationId}
          state={state}
          field={searchField}
          busy={list.isPlaceholderData}
          onChange={(search) => change({ search })}
        />
        <FilterMenu state={state} onChange={change} onClear={clear} />
        {!narrow && <ColumnsMenu columns={columns} onChange={setColumns} onReset={() => setColumns([])} />}
        {narrow && selects && (
          <ActionIcon
            variant={ticking ? 'light' : 'default'}
            size={36}
            aria-pressed={ticking}
            aria-label={t('selection.tick')}
            title={t('selection.tick')}
            onClick={() => {
              if (ticking) selection.clear();
              setTicking(!ticking);
            }}
          >
            <IconChecklist size={18} />
          </ActionIcon>
        )}
        {(place.kind === 'group' ? practices.length > 0 : place.may.includes('cases.export')) && (
          <ActionIcon
            component="a"
            variant="default"
            size={36}
            download
            href={
              place.kind === 'group'
                ? addressOf('exportCasesOfMyPractices', {
                    params: { ofGroupId: place.organisationId },
                    query: queryOf(state) as never,
                  })
                : addressOf('exportCases', {
                    params: { organisationId: place.organisationId },
                    query: queryOf(state) as never,
                  })
            }
            aria-label={t('export')}
            title={t('export')}
          >
            <IconDownload size={18} />
          </ActionIcon>
        )}
        {filtered && (
          <Button variant="subtle" onClick={clear}>
            {t('filters.clear')}
          </Button>
        )}
      </div>
      {selects && <SelectionBar selection={selection} />}
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} mb="md" />
      {list.isPending && <ListSkeleton />}
      {list.data &&
        rows.length === 0 &&
        (filtered ? (
          <NothingFound state={state} onChange={change} onClear={clear} />
        ) : (
          <NothingYet creates={creates} onNew={() => setMenu(true)} />
        ))}
      {rows.length > 0 &&
        (narrow ? (
          <CaseCards {...shared} selection={selects && ticking ? selection : undefined} />
        ) : (
          <CaseTable
            {...shared}
            columns={columns}
            active={active}
            sort={state.sort ?? 'activity'}
            direction={state.direction ?? 'descending'}
            onSort={(sort, direction) => change({ sort, direction })}
            selection={selects ? selection : undefined}
          />
        ))}
      {isFetchingNextPage && (
        <div className={classes.more}>
          <Loader size="sm" />
        </div>
      )}
      {sharing && (
        <Suspense>
          <CollaboratorsDialog
            row={sharing}
            title={
              sharing.patient
                ? `${sharing.patient.lastName}, ${sharing.patient.firstName} · ${sharing.number}`
                : String(sharing.number)
            }
            href={hrefOf(sharing)}
            onClose={() => setSharing(undefined)}
          />
        </Suspense>
      )}
      {help && (
        <Suspense>
          <KeysDialog creates={creates} selects={selects} onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </div>
  );
}

type SearchProps = {
  state: ListState;
  field: React.RefObject<HTMLInputElement | null>;
  busy: boolean;
  onChange: (search: string | undefined) => void;
};

function SearchField({ state, field, busy, onChange }: SearchProps) {
  const { t } = useTranslation('manage-orders');
  const [typed, setTyped] = useState(state.search ?? '');
  const later = useDebouncedCallback((text: string) => onChange(text.trim() || undefined), 150);
  // The address changed in another way, e.g. a view was opened.
  useEffect(
    () => setTyped((text) => (text.trim() === (state.search ?? '') ? text : (state.search ?? ''))),
    [state.search],
  );
  const put = (text: string) => {
    setTyped(text);
    later(text);
  };
  return (
    <TextField
      ref={field}
      type="search"
      className={classes.search}
      aria-label={t('search')}
      placeholder={t('search')}
      leftSection={busy ? <Loader size={16} /> : <IconSearch size={18} />}
      rightSection={typed !== '' && <CloseButton size="sm" aria-label={t('clear_search')} onClick={() => put('')} />}
      value={typed}
      maxLength={80}
      onChange={(event) => put(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') put('');
        if (event.key === 'Escape' || event.key === 'ArrowDown') event.currentTarget.blur();
      }}
    />
  );
}

type Keys = {
  rows: readonly CaseRow[];
  listKey: string;
  hrefOf: (row: CaseRow) => string;
  onNew: () => void;
  onHelp: () => void;
  onSelect: (row: CaseRow) => void;
  searchField: React.RefObject<HTMLInputElement | null>;
};

/** The row that the keyboard is on; -1 before the first key. */
function useKeys({ rows, listKey, hrefOf, onNew, onHelp, onSelect, searchField }: Keys): number {
  const navigate = useNavigate();
  const [at, setAt] = useState<{ key: string; id: string }>();
  const active = useMemo(
    () => (at?.key === listKey ? rows.findIndex(({ id }) => id === at.id) : -1),
    [at, listKey, rows],
  );
  const go = (by: number) => {
    const row = rows[Math.min(Math.max(active + by, 0), rows.length - 1)];
    if (row) setAt({ key: listKey, id: row.id });
  };
  useHotkeys([
    ['/', () => searchField.current?.focus()],
    ['j', () => go(1)],
    ['k', () => go(-1)],
    ['ArrowDown', () => go(1)],
    ['ArrowUp', () => go(-1)],
    ['n', onNew],
    ['x', () => rows[active] && onSelect(rows[active])],
    ['shift+?', onHelp],
    ['?', onHelp],
    [
      's',
      () => {
        const row = rows[active];
        const setup = row && setupHref(row, hrefOf(row));
        if (setup) void navigate({ to: setup });
      },
    ],
    ['Enter', () => active >= 0 && void navigate({ to: hrefOf(rows[active]!) }), { preventDefault: false }],
  ]);
  return active;
}
