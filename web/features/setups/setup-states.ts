import type { Setup } from '#contract/orders.ts';

/** How a version stands, and the tone of its badge. */
export const tones = { open: 'attention', approved: 'good', declined: 'bad', withdrawn: 'neutral' } as const;

export function stateOf(setup: Pick<Setup, 'withdrawnAt' | 'decision'>): keyof typeof tones {
  return setup.withdrawnAt ? 'withdrawn' : (setup.decision ?? 'open');
}
