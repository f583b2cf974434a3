export { ComparePanel } from './compare-panel.tsx';
export { MovementPanel } from './movement-panel.tsx';
export type { PanelProps, SetupVersion } from './panel-props.ts';
export { StageOverview } from './stage-overview.tsx';
export { TreatmentPlanPanel } from './treatment-plan-panel.tsx';
