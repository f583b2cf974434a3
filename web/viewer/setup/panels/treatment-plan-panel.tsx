import type { PanelProps } from './panel-props.ts';

/** What is done at which stage beside the movement. */
export function TreatmentPlanPanel(_: PanelProps) {
  return null;
}
