import type { SerializedBVH } from 'three-mesh-bvh';
import type { Chunk, PartsReport, PartWish } from './parts.ts';

type Job = {
  id: number;
  url: string;
  parts: readonly PartWish[];
  chunk: PromiseWithResolvers<Chunk>;
  trees: PromiseWithResolvers<readonly SerializedBVH[] | null>;
};
type Loading = { chunk: Promise<Chunk>; trees: Promise<readonly SerializedBVH[] | null> };
type Hand = { worker: Worker; job: Job | null };

const hands = 2;

/** Two workers that fetch and decode parts, the most urgent first; the page itself only ever gets finished arrays. */
export class WorkerPool {
  private readonly hands: Hand[] = [];
  private waiting: { job: Job; urgency: number }[] = [];
  private last = 0;
  /** Bytes of meshes that have come, for telling and tests. */
  bytes = 0;

  /** The lower the number, the more urgent. */
  load(url: string, parts: readonly PartWish[], urgency: number): Loading {
    this.last += 1;
    const job: Job = { id: this.last, url, parts, chunk: Promise.withResolvers(), trees: Promise.withResolvers() };
    job.chunk.promise.catch(() => {});
    this.waiting.push({ job, urgency });
    this.waiting.sort((one, other) => one.urgency - other.urgency || one.job.id - other.job.id);
    this.next();
    return { chunk: job.chunk.promise, trees: job.trees.promise };
  }

  get isBusy(): boolean {
    return this.waiting.length > 0 || this.hands.some(({ job }) => job !== null);
  }

  stop(): void {
    const open = [...this.waiting.map(({ job }) => job), ...this.hands.flatMap(({ job }) => (job ? [job] : []))];
    for (const { worker } of this.hands) worker.terminate();
    this.hands.length = 0;
    this.waiting = [];
    for (const { chunk, trees } of open) {
      chunk.reject(new Error('stopped'));
      trees.resolve(null);
    }
  }

  private next(): void {
    while (this.waiting.length > 0) {
      const hand = this.hands.find(({ job }) => !job) ?? (this.hands.length < hands ? this.hire() : null);
      if (!hand) return;
      const { job } = this.waiting.shift()!;
      hand.job = job;
      hand.worker.postMessage({ id: job.id, url: job.url, parts: job.parts });
    }
  }

  private hire(): Hand {
    const worker = new Worker(new URL('./parts-worker.ts', import.meta.url), { type: 'module' });
    const hand: Hand = { worker, job: null };
    const done = () => {
      hand.job = null;
      this.next();
    };
    const fail = (reason: string) => {
      hand.job?.chunk.reject(new Error(reason));
      hand.job?.trees.resolve(null);
      done();
    };
    worker.onmessage = ({ data }: MessageEvent<PartsReport>) => {
      if (data.kind === 'chunk') {
        this.bytes += data.bytes;
        hand.job?.chunk.resolve(data.chunk);
      } else if (data.kind === 'trees') {
        hand.job?.trees.resolve(data.trees);
        done();
      } else fail(data.reason);
    };
    worker.onerror = (event) => fail(event.message || 'the worker could not be started');
    this.hands.push(hand);
    return hand;
  }
}
