import type { Notation, Tooth } from '#contract/teeth.ts';
import type { SetupPlan } from '#contract/tooth-movement/setup-plan.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';

/** A version of a treatment setup, as the panels name it, e.g. “Version 2”. */
export type SetupVersion = {
  readonly label: string;
  readonly plan: SetupPlan;
  readonly treatment: TreatmentPlan;
};

/** What every panel beside the viewer gets: pure data of the version shown, where the viewer stands, and the person's notation. */
export type PanelProps = SetupVersion & {
  /** The stage shown, 0 before treatment. */
  readonly stage: number;
  readonly onStage: (stage: number) => void;
  readonly selectedTooth: Tooth | null;
  readonly onSelectTooth: (tooth: Tooth | null) => void;
  readonly notation: Notation;
  /** Another version to compare this one with; differences are told from it to this one. */
  readonly compareWith?: SetupVersion | undefined;
};
