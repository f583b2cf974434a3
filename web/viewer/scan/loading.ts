import type { SerializedBVH } from 'three-mesh-bvh';
import type { Surface } from '../three/surface.ts';

/** What the worker is asked, once. */
export type Request = { url: string };

/** What it says, in this order: progress from 0 to 1 any number of times, the surface, its search tree. Or that it failed. */
export type Report =
  | { kind: 'progress'; share: number }
  | { kind: 'surface'; surface: Surface }
  | { kind: 'tree'; tree: SerializedBVH }
  | { kind: 'failed'; reason: string };

export type Loading = {
  surface: Promise<Surface>;
  /** For finding what lies under a pointer; null where it couldn't be made. */
  tree: Promise<SerializedBVH | null>;
  /** Ends the download and the work on it. */
  stop: () => void;
};

/** Fetches a .glb and makes it ready in a worker of its own, so that the page never stands still. */
export function loadModel(url: string, onProgress: (share: number) => void): Loading {
  const worker = new Worker(new URL('./prepare-worker.ts', import.meta.url), { type: 'module' });
  const surface = Promise.withResolvers<Surface>();
  const tree = Promise.withResolvers<SerializedBVH | null>();
  const fail = (reason: string) => {
    surface.reject(new Error(reason));
    tree.resolve(null);
    worker.terminate();
  };
  worker.onmessage = ({ data }: MessageEvent<Report>) => {
    if (data.kind === 'progress') onProgress(data.share);
    else if (data.kind === 'surface') surface.resolve(data.surface);
    else if (data.kind === 'failed') fail(data.reason);
    else {
      tree.resolve(data.tree);
      worker.terminate();
    }
  };
  worker.onerror = (event) => fail(event.message || 'the worker could not be started');
  worker.postMessage({ url: new URL(url, window.location.href).href } satisfies Request);
  return { surface: surface.promise, tree: tree.promise, stop: () => fail('stopped') };
}
