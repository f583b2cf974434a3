import { Button, Skeleton, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import { placePath } from '../../app/places.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { IconClipboardList, IconPlus, IconSearch } from '../../design/icons.ts';
import page from '../../design/page.module.css';
import type { ListState } from './list-state.ts';
import classes from './manage-orders.module.css';

/** Rows in grey while the first page is on its way. */
export function ListSkeleton() {
  const { t } = useTranslation('words');
  return (
    <div role="status" className={classes.table}>
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {Array.from({ length: 10 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <div key={index} className={classes.skeleton} aria-hidden="true">
          <Skeleton height={12} width={60} />
          <Skeleton height={12} width={`${14 + ((index * 7) % 10)}%`} />
          <Skeleton height={20} width={110} radius="xl" />
          <Skeleton height={12} width={`${10 + ((index * 5) % 12)}%`} />
          <Skeleton height={12} width={`${8 + ((index * 3) % 8)}%`} />
        </div>
      ))}
    </div>
  );
}

/** No case has ever stood here. */
export function NothingYet({ creates, onNew }: { creates: boolean; onNew: () => void }) {
  const { t } = useTranslation('manage-orders');
  const place = usePlace();
  const invites = place.may.includes('members.invite');
  return (
    <div className={page.section}>
      <EmptyState
        icon={<IconClipboardList size={28} />}
        title={t('empty.title')}
        actions={
          <>
            {creates && (
              <Button leftSection={<IconPlus size={18} />} onClick={onNew}>
                {t('new_order')}
              </Button>
            )}
            <Button component={Link} to={`${placePath(place)}/settings/users`} variant="default">
              {t(invites ? 'empty.invite' : 'empty.team')}
            </Button>
          </>
        }
      >
        {t(place.kind === 'laboratory' ? 'empty.text_laboratory' : 'empty.text')}
      </EmptyState>
    </div>
  );
}

type FoundProps = {
  state: ListState;
  onChange: (changes: Record<string, string | undefined>) => void;
  onClear: () => void;
};

/** The filter fits no case. */
export function NothingFound({ state, onChange, onClear }: FoundProps) {
  const { t } = useTranslation('manage-orders');
  const widens = !state.all && !state.status && !state.category;
  return (
    <div className={page.section}>
      <EmptyState
        icon={<IconSearch size={28} />}
        title={state.search ? t('nothing.search', { search: state.search }) : t('nothing.title')}
        actions={
          <>
            {widens && <Button onClick={() => onChange({ all: 'true' })}>{t('nothing.closed_too')}</Button>}
            <Button variant="default" onClick={onClear}>
              {t('filters.clear')}
            </Button>
          </>
        }
      >
        {t('nothing.text')}
      </EmptyState>
    </div>
  );
}
