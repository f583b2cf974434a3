import { ActionIcon, Button, Menu } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView } from '#contract/manage-orders.ts';
import { IconChevronDown, IconLayoutList, IconPencil, IconPlus, IconTrash } from '../../design/icons.ts';
import { asQuery, fromQuery, type ListState } from './list-state.ts';
import classes from './manage-orders.module.css';
import type { Views } from './use-views.ts';

const NameViewDialog = lazy(async () => ({ default: (await import('./name-view-dialog.tsx')).NameViewDialog }));

type Props = {
  views: Views;
  state: ListState;
  columns: readonly string[];
  onOpen: (state: ListState, columns: readonly string[]) => void;
};

/** Saved views: open, save, rename, delete. */
export function ViewsMenu({ views, state, columns, onOpen }: Props) {
  const { t } = useTranslation('manage-orders');
  const [naming, setNaming] = useState<Pick<SavedView, 'name'> & Partial<SavedView>>();
  const query = asQuery(state);
  const open = views.views.find((view) => asQuery(fromQuery(view.query)) === query);
  const submit = (name: string) => {
    if (naming?.id) views.change({ ...(naming as SavedView), name });
    else views.add({ name, query, columns: [...columns] });
    setNaming(undefined);
  };
  return (
    <>
      <Menu position="bottom-end" width={280} shadow="md">
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconLayoutList size={18} />}
            rightSection={<IconChevronDown size={16} />}
          >
            {open?.name ?? t('views.open')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.views.length === 0 && <Menu.Label>{t('views.none')}</Menu.Label>}
          {views.views.map((view) => (
            <div key={view.id} className={classes.view}>
              <Menu.Item
                onClick={() => onOpen(fromQuery(view.query), view.columns)}
                data-open={view === open || undefined}
              >
                {view.name}
              </Menu.Item>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('views.rename', { name: view.name })}
                onClick={() => setNaming(view)}
              >
                <IconPencil size={16} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('views.remove', { name: view.name })}
                onClick={() => views.remove(view)}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </div>
          ))}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconPlus size={16} />}
            disabled={query === ''}
            onClick={() => setNaming({ name: '' })}
          >
            {t('views.save')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <Suspense>
          <NameViewDialog given={naming.name} onClose={() => setNaming(undefined)} onSubmit={submit} />
        </Suspense>
      )}
    </>
  );
}
