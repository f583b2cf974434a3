import { Button, Loader, Popover, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { IconFilter } from '../../design/icons.ts';
import { filtersHeld, type ListState } from './list-state.ts';
import classes from './manage-orders.module.css';

const FilterFields = lazy(async () => ({ default: (await import('./filter-fields.tsx')).FilterFields }));

type Props = { state: ListState; onChange: (changes: Record<string, string | undefined>) => void; onClear: () => void };

/** Filters of every column. */
export function FilterMenu({ state, onChange, onClear }: Props) {
  const { t } = useTranslation(['manage-orders', 'orders']);
  const [opened, { toggle, close }] = useDisclosure(false);
  const held = filtersHeld(state);
  return (
    <Popover opened={opened} onClose={close} position="bottom-end" width={340} shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconFilter size={18} />} onClick={toggle} aria-expanded={opened}>
          {held > 0 ? t('filters.held', { count: held }) : t('filters.open')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {opened && (
          <Stack gap="sm" className={classes.filters} tabIndex={-1} data-autofocus>
            <Suspense fallback={<Loader size="sm" mx="auto" />}>
              <FilterFields state={state} onChange={onChange} onClear={onClear} held={held} />
            </Suspense>
          </Stack>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
