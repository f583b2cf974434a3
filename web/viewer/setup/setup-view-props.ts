import type { Ref } from 'react';
import type { Notation, Tooth } from '#contract/teeth.ts';
import type { Vector } from '#contract/tooth-movement/setup-plan.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';

export type { Notation };

/** Where a version's plan and meshes lie. Fetched with the browser's own cookies; meshes by HTTP range. */
export type SetupSource = {
  /** The same for the same content: what was loaded is found again by it. */
  readonly key: string;
  readonly plan: string;
  readonly coarse: string;
  readonly full: string;
};

/** Another version to lay over this one or to show beside it. */
export type ComparedSetup = {
  /** As people call it, e.g. “Version 1”. */
  readonly label: string;
  readonly source: SetupSource;
  readonly treatment?: TreatmentPlan;
};

/** A comment's place. Without a point it stands on its tooth; without a tooth the point is in the mouth's coordinates. */
export type Pin = {
  readonly id: string;
  /** What the pin says. */
  readonly mark: string;
  readonly tooth: Tooth | null;
  /** Null: of the setup as a whole, shown at every stage. */
  readonly stage: number | null;
  readonly point: Vector | null;
  readonly resolved: boolean;
};

/** A point of a tooth in the tooth's own coordinates, or of the gum in the mouth's. */
export type PickedPoint = { readonly tooth: Tooth | null; readonly point: Vector; readonly stage: number };

export type SetupViewHandle = {
  /** What is seen with pins, numbers and legend, as a PNG. */
  picture: () => Promise<Blob | null>;
  /** Brings a pin's place to the front and into the middle. */
  showPin: (id: string) => void;
  /** Looks at a tooth from its cheek side. */
  showTooth: (tooth: Tooth) => void;
  focus: () => void;
  /** Of the last picture, how many there were, and whether all has come and been drawn; for tests and benchmarks. */
  figures: () => { frames: number; calls: number; triangles: number; milliseconds: number; atRest: boolean };
};

export type SetupViewProps = {
  source: SetupSource;
  /** As people call what is shown, e.g. “Version 2”; for legend and pictures. */
  label?: string;
  treatment: TreatmentPlan;
  stage: number;
  onStage: (stage: number) => void;
  selectedTooth: Tooth | null;
  onSelectTooth: (tooth: Tooth | null) => void;
  compare?: ComparedSetup;
  pins?: readonly Pin[];
  onOpenPin?: (id: string) => void;
  /** Given while a place for a comment is being chosen: the next tap says where. */
  onPickPoint?: (picked: PickedPoint) => void;
  /** Escape while a place is being chosen. */
  onCancelPick?: () => void;
  notation: Notation;
  /** Beginning of the keys under which this person's view is kept in the browser, e.g. `midline.setup.<account>`. */
  remember: string;
  /** For patients: marked as a simulation, no measuring, no tooth numbers of the trade, no comparing. */
  reduced?: boolean;
  /** Of the drawing: any CSS length. */
  height?: number | string;
  /** Whether the file name of a downloaded picture may be made of this, without ending. */
  pictureName?: string;
  ref?: Ref<SetupViewHandle>;
};
