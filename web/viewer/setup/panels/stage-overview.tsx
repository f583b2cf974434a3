import type { PanelProps } from './panel-props.ts';

/** Stage by stage: how much moves, and where it is more than the limits. */
export function StageOverview(_: PanelProps) {
  return null;
}
