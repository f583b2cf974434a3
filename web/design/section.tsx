import { Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './page.module.css';

type Props = { title: string; description?: ReactNode; actions?: ReactNode; children?: ReactNode; id?: string };

/** One titled card of a page. */
export function Section({ title, description, actions, children, id }: Props) {
  const titleId = useId();
  return (
    <section className={classes.section} aria-labelledby={titleId} id={id}>
      <div className={classes.sectionHead}>
        <div>
          <Title order={2} id={titleId}>
            {title}
          </Title>
          {description && (
            <Text c="dimmed" size="sm" mt={4} maw="42rem">
              {description}
            </Text>
          )}
        </div>
        {actions}
      </div>
      <div className={classes.sectionBody}>{children}</div>
    </section>
  );
}
