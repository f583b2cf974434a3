import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = {
  label: string;
  /** The key that does the same. */
  keys?: string;
  on?: boolean;
  off?: boolean;
  act: () => void;
  /** On a column at the drawing's edge instead of a bar above it. */
  edge?: boolean;
  children: ReactNode;
};

/** A small tool of a view. */
export function Tool({ label, keys, on, off, act, edge, children }: Props) {
  return (
    <Tooltip label={keys ? `${label} (${keys})` : label} position={edge ? 'left' : 'top'} withinPortal={false}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={edge ? 32 : 'md'}
        aria-label={label}
        aria-keyshortcuts={keys}
        aria-pressed={on}
        disabled={off}
        onClick={act}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
