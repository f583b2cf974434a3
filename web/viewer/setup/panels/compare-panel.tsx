import type { PanelProps } from './panel-props.ts';

/** What differs between the version compared with and the version shown. */
export function ComparePanel(_: PanelProps) {
  return null;
}
