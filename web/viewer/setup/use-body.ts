import { useEffect, useRef, useState } from 'react';
import type { SetupPlan } from '#contract/tooth-movement/setup-plan.ts';
import { type BodyState, SetupBody } from './drawing/setup-body.ts';
import { useSetupPlan } from './plan-source.ts';
import type { SetupSource } from './setup-view-props.ts';

export type Loaded = {
  body: SetupBody | null;
  plan: SetupPlan | null;
  state: BodyState;
  failed: boolean;
  /** Counts up with whatever comes. */
  arrivals: number;
  again: () => void;
};

const nothing: BodyState = { coarse: 0, full: 0, failed: false };
const restAfter = 250;

/** The meshes of a source, loaded while the component lives; the gum follows the stage. */
export function useBody(source: SetupSource | null, stage: number): Loaded {
  const { plan, state: planState, again: planAgain } = useSetupPlan(source);
  const [body, setBody] = useState<SetupBody | null>(null);
  const [arrivals, setArrivals] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const first = useRef(stage);
  first.current = stage;
  const key = source?.key;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the source; a new attempt loads anew
  useEffect(() => {
    if (!source || !plan) return;
    const made = new SetupBody(source, plan);
    setBody(made);
    const letGo = made.listen(() => setArrivals((before) => before + 1));
    void made.load(first.current);
    return () => {
      letGo();
      setBody(null);
      made.dispose();
    };
  }, [key, plan, attempt]);

  useEffect(() => {
    if (!body || body.state.coarse < 1) return;
    body.stageWanted(stage, 'coarse');
    const rest = setTimeout(() => body.state.full === 1 && body.stageWanted(stage, 'full'), restAfter);
    return () => clearTimeout(rest);
  }, [body, stage]);

  const current = body && body.plan === plan ? body : null;
  return {
    body: current,
    plan,
    state: current?.state ?? nothing,
    failed: planState === 'failed' || (current?.state.failed ?? false),
    arrivals,
    again: () => (planState === 'failed' ? planAgain() : setAttempt((before) => before + 1)),
  };
}
