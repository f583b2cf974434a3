import type { PanelProps } from './panel-props.ts';

/** How each tooth moves between two stages or versions, in orthodontic terms. */
export function MovementPanel(_: PanelProps) {
  return null;
}
