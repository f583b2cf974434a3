export { forgetPlans, setupPlanOf, useSetupPlan } from './plan-source.ts';
export { SetupView } from './setup-view.tsx';
export type {
  ComparedSetup,
  Notation,
  PickedPoint,
  Pin,
  SetupSource,
  SetupViewHandle,
  SetupViewProps,
} from './setup-view-props.ts';
