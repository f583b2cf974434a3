import type { Status } from '#contract/order-life.ts';
import type { Tone } from '../../design/state-badge.tsx';

/** The colour that supports a status. */
export function toneOf(status: Status): Tone {
  return ({ action_needed: 'attention', in_progress: 'waiting', in_treatment: 'good', closed: 'neutral' } as const)[
    status
  ];
}
