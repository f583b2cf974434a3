/** How another state of the teeth is shown: not at all, laid over, or beside. */
export type Comparing = {
  mode: 'off' | 'over' | 'beside';
  /** Another stage of this version, or another version. */
  which: 'own' | 'other';
  /** A stage, or the one that is shown. */
  stage: number | 'same';
};

export const notComparing: Comparing = { mode: 'off', which: 'own', stage: 0 };

/** The stage that is shown of the other state. */
export function comparedStage({ which, stage }: Comparing, shown: number): number {
  return stage === 'same' && which === 'other' ? shown : stage === 'same' ? 0 : stage;
}
