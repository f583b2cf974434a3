import { Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import classes from './page.module.css';

type Props = { title: string; description?: ReactNode; actions?: ReactNode; above?: ReactNode; level?: 1 | 2 };

/** The head of a page: its one title, what it is for, and its main actions. */
export function PageHeader({ title, description, actions, above, level = 1 }: Props) {
  useEffect(() => {
    if (level === 1) document.title = `${title} · Midline`;
  }, [title, level]);
  return (
    <header className={classes.header}>
      <div className={classes.headerText}>
        {above}
        <Title order={level} tabIndex={-1} data-page-title={level === 1 || undefined}>
          {title}
        </Title>
        {description && (
          <Text c="dimmed" mt={4} maw="42rem">
            {description}
          </Text>
        )}
      </div>
      {actions && <Group gap="xs">{actions}</Group>}
    </header>
  );
}
