import type { Tooth } from '#contract/teeth.ts';
import type { Layer } from './layer.ts';

const teal = [0.07, 0.55, 0.5] as const;

/** Tints the selected tooth. */
export function highlight({ body, table }: Layer, selected: Tooth | null): void {
  for (const [row, { tooth }] of body.plan.teeth.entries()) table.tint(row, teal, tooth === selected ? 0.42 : 0);
}
