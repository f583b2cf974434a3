import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page.module.css';

type Props = { page?: boolean; icon: ReactNode; title: string; children?: ReactNode; actions?: ReactNode };

/** Says what will stand here, and offers what can be done now. With `page` it is all that the page has to say. */
export function EmptyState({ page, icon, title, children, actions }: Props) {
  return (
    <div className={classes.empty}>
      <div className={classes.emptyIcon} aria-hidden="true">
        {icon}
      </div>
      <Title order={page ? 1 : 2} size="h3">
        {title}
      </Title>
      {children && (
        <Text c="dimmed" maw="30rem" component="div">
          {children}
        </Text>
      )}
      {actions && (
        <Group gap="xs" mt="sm" justify="center">
          {actions}
        </Group>
      )}
    </div>
  );
}
