import { Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './page.module.css';

/** Lists side by side; one below the other where there is no room. */
export function TwoColumns({ children }: { children: ReactNode }) {
  return <div className={classes.columns}>{children}</div>;
}

type ColumnProps = { title: string; count?: number; action?: ReactNode; children: ReactNode };

/** One list of the two, with its own title and action. */
export function Column({ title, count, action, children }: ColumnProps) {
  const titleId = useId();
  return (
    <section className={classes.column} aria-labelledby={titleId}>
      <div className={classes.columnHead}>
        <Title order={2} id={titleId}>
          {title}
          {count !== undefined && (
            <Text span c="dimmed" inherit fw={450} ml={8}>
              {count}
            </Text>
          )}
        </Title>
        {action}
      </div>
      {children}
    </section>
  );
}
