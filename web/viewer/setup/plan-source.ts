import { useEffect, useState } from 'react';
import { decodePlan, type SetupPlan } from '#contract/tooth-movement/setup-plan.ts';
import type { SetupSource } from './setup-view-props.ts';

const mostKept = 6;
const plans = new Map<string, Promise<SetupPlan>>();

/** The plan of a source; fetched once, however many ask. */
export function setupPlanOf({ key, plan }: SetupSource): Promise<SetupPlan> {
  const known = plans.get(key);
  if (known) return known;
  const fetched = fetchPlan(plan);
  plans.set(key, fetched);
  fetched.catch(() => plans.delete(key));
  for (const oldest of plans.keys()) {
    if (plans.size <= mostKept) break;
    plans.delete(oldest);
  }
  return fetched;
}

/** Forgets all plans, as when another person signs in. */
export function forgetPlans(): void {
  plans.clear();
}

export type PlanState =
  | { state: 'loading'; plan: null }
  | { state: 'ready'; plan: SetupPlan }
  | { state: 'failed'; plan: null };

/** The plan of a source as it arrives. */
export function useSetupPlan(source: SetupSource | null): PlanState & { again: () => void } {
  const [held, setHeld] = useState<{ key: string; plan: SetupPlan | null } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const key = source?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the source, which callers often make anew
  useEffect(() => {
    if (!source) return;
    let gone = false;
    setHeld(null);
    setupPlanOf(source).then(
      (plan) => !gone && setHeld({ key: source.key, plan }),
      () => !gone && setHeld({ key: source.key, plan: null }),
    );
    return () => {
      gone = true;
    };
  }, [key, attempt]);
  const again = () => setAttempt((before) => before + 1);
  if (!held || held.key !== key) return { state: 'loading', plan: null, again };
  return held.plan ? { state: 'ready', plan: held.plan, again } : { state: 'failed', plan: null, again };
}

async function fetchPlan(url: string): Promise<SetupPlan> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return decodePlan(await unzipped(new Uint8Array(await response.arrayBuffer())));
}

/** Plans are stored as gzip; a server may have unpacked it on the way. */
async function unzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}
