import type { ReactNode } from 'react';
import classes from './tones.module.css';

export type Tone = 'good' | 'waiting' | 'attention' | 'bad' | 'neutral';

type Props = { tone: Tone; children: ReactNode; icon?: ReactNode };

/** A state in words; the colour only supports them. */
export function StateBadge({ tone, children, icon }: Props) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}
