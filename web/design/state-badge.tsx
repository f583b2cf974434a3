import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';

export type Tone = 'good' | 'waiting' | 'attention' | 'bad' | 'neutral';

const colours: Record<Tone, string> = {
  good: 'teal',
  waiting: 'blue',
  attention: 'orange',
  bad: 'red',
  neutral: 'gray',
};

type Props = { tone: Tone; children: ReactNode; icon?: ReactNode };

/** A state in words; the colour only supports them. */
export function StateBadge({ tone, children, icon }: Props) {
  return (
    <Badge className="state-badge" color={colours[tone]} variant="light" radius="sm" size="lg" leftSection={icon}>
      {children}
    </Badge>
  );
}
