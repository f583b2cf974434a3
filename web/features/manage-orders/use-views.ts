import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SavedView } from '#contract/manage-orders.ts';
import { reading, useActing } from '../../client/use-calls.ts';
import { notifyDone } from '../../design/notify.ts';

type Kept = { views: SavedView[]; columns: string[] };

const nothing: Kept = { views: [], columns: [] };

/** One's saved views and columns, and ways to change them; shown at once, before the server has answered. */
export function useViews() {
  const { t } = useTranslation('manage-orders');
  const client = useQueryClient();
  const options = reading('listViews');
  const { data } = useQuery(options);
  const save = useActing('saveViews', { stale: ['listViews'] });
  const kept = data ?? nothing;
  const put = (next: Partial<Kept>) => {
    const all = { ...kept, ...next };
    client.setQueryData(options.queryKey, all);
    save.mutate({ body: all });
  };
  return {
    views: kept.views,
    columns: kept.columns,
    setColumns: (columns: string[]) => put({ columns }),
    add(view: Omit<SavedView, 'id'>) {
      put({ views: [...kept.views, { ...view, id: crypto.randomUUID() }] });
      notifyDone(t('views.saved', { name: view.name }));
    },
    change: (view: SavedView) => put({ views: kept.views.map((each) => (each.id === view.id ? view : each)) }),
    remove(view: SavedView) {
      const before = kept.views;
      put({ views: before.filter(({ id }) => id !== view.id) });
      notifyDone(t('views.removed', { name: view.name }), {
        label: t('views.undo'),
        run: () => put({ views: before }),
      });
    },
  };
}
export type Views = ReturnType<typeof useViews>;
