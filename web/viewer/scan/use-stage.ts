import { type RefObject, useEffect, useRef, useState } from 'react';
import { loadModel } from './loading.ts';
import type { ScanModel } from './scan-model.ts';
import { Stage } from './stage.ts';

export type LoadState =
  | { state: 'loading'; share: number }
  | { state: 'ready'; facts: ModelFacts }
  | { state: 'failed' };
export type ModelFacts = { triangles: number; size: [number, number, number]; coloured: boolean };
export type StageState = 'opening' | 'open' | 'lost' | 'no_webgl';

type UseStage = {
  stage: Stage | null;
  stageState: StageState;
  loads: ReadonlyMap<string, LoadState>;
  again: () => void;
};

/** A stage in the host with these models, let go of when the component goes. */
export function useStage(
  host: RefObject<HTMLElement | null>,
  models: readonly ScanModel[],
  onTurned: () => void,
): UseStage {
  const [stage, setStage] = useState<Stage | null>(null);
  const [stageState, setStageState] = useState<StageState>('opening');
  const [loads, setLoads] = useState<ReadonlyMap<string, LoadState>>(new Map());
  const [attempt, setAttempt] = useState(0);
  const turned = useRef(onTurned);
  turned.current = onTurned;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt opens a new stage
  useEffect(() => {
    if (!host.current) return;
    let opened: Stage | null = null;
    try {
      opened = new Stage(host.current, {
        onTurned: () => turned.current(),
        onLost: () => setStageState('lost'),
        onRestored: () => setStageState('open'),
      });
      setStageState('open');
      setStage(opened);
    } catch {
      setStageState('no_webgl');
    }
    return () => {
      setStage(null);
      opened?.dispose();
    };
  }, [host, attempt]);

  const key = models.map(({ url, role }) => `${role} ${url}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the list, which callers often make anew
  useEffect(() => {
    if (!stage) return;
    const tell = (url: string, state: LoadState) => setLoads((before) => new Map(before).set(url, state));
    setLoads(new Map(models.map(({ url }) => [url, { state: 'loading', share: 0 }])));
    let gone = false;
    const running = models.map(({ url, role }) => {
      const loading = loadModel(url, (share) => !gone && tell(url, { state: 'loading', share }));
      loading.surface.then(
        (surface) => {
          if (gone) return;
          stage.add(url, surface, role);
          const size = surface.max.map((value, axis) => value - surface.min[axis]!) as [number, number, number];
          tell(url, {
            state: 'ready',
            facts: { triangles: surface.indices.length / 3, size, coloured: surface.painted !== null },
          });
        },
        () => !gone && tell(url, { state: 'failed' }),
      );
      void loading.tree.then((tree) => tree && !gone && stage.addTree(url, tree));
      return loading;
    });
    return () => {
      gone = true;
      for (const { url } of models) stage.remove(url);
      for (const loading of running) loading.stop();
    };
  }, [stage, key]);

  return { stage, stageState, loads, again: () => setAttempt((before) => before + 1) };
}
