import { CloseButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { startTransition, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../design/fields.tsx';
import { IconSearch } from '../../design/icons.ts';
import classes from './team.module.css';

type Props = {
  label: string;
  /** What stands in it at first. */
  initial: string;
  onSearch: (text: string) => void;
};

/** Finds people as one types. The field shows each letter at once, and the list follows when there is time. */
export function SearchField({ label, initial, onSearch }: Props) {
  const { t } = useTranslation('team');
  const [text, setText] = useState(initial);
  const field = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => field.current?.focus()]]);
  function search(typed: string) {
    setText(typed);
    startTransition(() => onSearch(typed));
  }
  return (
    <TextField
      ref={field}
      type="search"
      className={classes.search}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={18} />}
      rightSection={
        text.trim() !== '' && <CloseButton size="sm" aria-label={t('clear_search')} onClick={() => search('')} />
      }
      value={text}
      onChange={(event) => search(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && search('')}
    />
  );
}
