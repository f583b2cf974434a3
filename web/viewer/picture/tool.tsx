import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = { label: string; keys?: string; on?: boolean; off?: boolean; act: () => void; children: ReactNode };

/** A small tool beside a picture. */
export function Tool({ label, keys, on, off, act, children }: Props) {
  return (
    <Tooltip label={label} withinPortal={false}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="md"
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
