import { Text } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './panels.module.css';

type Props = { title: string; count?: number; hint?: string; children: ReactNode };

/** One titled part of a panel. */
export function Part({ title, count, hint, children }: Props) {
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={id}>
      <h3 id={id} className={classes.partTitle}>
        {title}
        {count !== undefined && count > 0 && <span className={classes.count}>{count}</span>}
      </h3>
      {hint && (
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      )}
      {children}
    </section>
  );
}
