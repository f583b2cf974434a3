import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import { IconArrowDown, IconArrowUp, IconColumns } from '../../design/icons.ts';
import { type ColumnName, columnNames, columnWord } from './columns.ts';
import classes from './manage-orders.module.css';

type Props = { columns: readonly ColumnName[]; onChange: (columns: ColumnName[]) => void; onReset: () => void };

/** Which columns stand in the list, and in which order. */
export function ColumnsMenu({ columns, onChange, onReset }: Props) {
  const { t } = useTranslation('manage-orders');
  const { kind } = usePlace();
  const hidden = columnNames.filter((name) => !columns.includes(name));
  const move = (index: number, by: number) => {
    const next = [...columns];
    [next[index], next[index + by]] = [next[index + by]!, next[index]!];
    onChange(next);
  };
  return (
    <Popover position="bottom-end" width={300} shadow="md" trapFocus>
      <Popover.Target>
        <ActionIcon variant="default" size={36} aria-label={t('columns_menu.open')} title={t('columns_menu.open')}>
          <IconColumns size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        {columns.map((name, index) => (
          <div key={name} className={classes.columnChoice}>
            <Checkbox
              size="sm"
              label={t(`columns.${columnWord(name, kind)}`)}
              checked
              disabled={columns.length === 1}
              onChange={() => onChange(columns.filter((each) => each !== name))}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={index === 0}
              aria-label={t('columns_menu.up', { name: t(`columns.${columnWord(name, kind)}`) })}
              onClick={() => move(index, -1)}
            >
              <IconArrowUp size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={index === columns.length - 1}
              aria-label={t('columns_menu.down', { name: t(`columns.${columnWord(name, kind)}`) })}
              onClick={() => move(index, 1)}
            >
              <IconArrowDown size={16} />
            </ActionIcon>
          </div>
        ))}
        {hidden.map((name) => (
          <div key={name} className={classes.columnChoice}>
            <Checkbox
              size="sm"
              label={t(`columns.${columnWord(name, kind)}`)}
              checked={false}
              onChange={() => onChange([...columns, name])}
            />
          </div>
        ))}
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={onReset}>
          {t('columns_menu.reset')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
