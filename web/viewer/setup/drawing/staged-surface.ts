import type { PlannedSurface, SetupPlan } from '#contract/tooth-movement/setup-plan.ts';
import type { WorkerPool } from '../loading/worker-pool.ts';
import type { SetupSource } from '../setup-view-props.ts';
import { Pieces } from './pieces.ts';

export type Level = 'coarse' | 'full';
/** The row of what doesn't move. */
export const stillRow = 255;

const ahead = 2;
const mostKept = { coarse: 12, full: 3 };

/** Gum, or an arch in one piece: one part for all stages, or one for each, of which those around the shown stage are kept. */
export class StagedSurface {
  readonly kind: PlannedSurface['kind'];
  readonly arch: PlannedSurface['arch'];
  private readonly parts: PlannedSurface['parts'];
  private readonly kept = { coarse: new Map<number, Pieces>(), full: new Map<number, Pieces>() };
  private readonly asked = new Set<string>();
  private stage = 0;
  private gone = false;
  private readonly source: SetupSource;
  private readonly plan: SetupPlan;
  private readonly pool: WorkerPool;
  private readonly onChange: () => void;

  constructor(
    surface: PlannedSurface,
    { source, plan, pool, onChange }: { source: SetupSource; plan: SetupPlan; pool: WorkerPool; onChange: () => void },
  ) {
    this.kind = surface.kind;
    this.arch = surface.arch;
    this.parts = surface.parts;
    this.source = source;
    this.plan = plan;
    this.pool = pool;
    this.onChange = onChange;
  }

  /** What there is to show at a stage: its own part, or the nearest that has come. */
  at(stage: number, level: Level): Pieces | null {
    const wanted = this.indexAt(stage);
    const of = (from: Level) => nearest(this.kept[from], wanted);
    const exact = this.kept[level].get(wanted) ?? this.kept[level === 'full' ? 'coarse' : 'full'].get(wanted);
    return exact ?? of('coarse') ?? of('full');
  }

  /** Fetches the stage's part, then those around it; the first promise is the stage's own. */
  want(stage: number, level: Level): Promise<void> {
    this.stage = stage;
    const wanted = this.indexAt(stage);
    const around = this.parts.length === 1 || level === 'full' ? [] : neighboursOf(wanted, this.parts.length);
    const own = this.fetch(wanted, level, level === 'coarse' ? 1 : 4);
    for (const index of around) void this.fetch(index, level, 3).catch(() => {});
    return own;
  }

  dispose(): void {
    this.gone = true;
    for (const kept of Object.values(this.kept)) for (const pieces of kept.values()) pieces.dispose();
  }

  private indexAt(stage: number): number {
    return Math.min(Math.max(Math.round(stage), 0), this.parts.length - 1);
  }

  private async fetch(index: number, level: Level, urgency: number): Promise<void> {
    const key = `${level} ${index}`;
    if (this.asked.has(key) || this.kept[level].has(index)) return;
    this.asked.add(key);
    try {
      const place = this.plan[level][this.parts[index]!]!;
      const wish = { place, slot: stillRow, occlusal: null };
      const { chunk, trees } = this.pool.load(this.source[level], [wish], urgency);
      const pieces = new Pieces(await chunk);
      if (this.gone) return pieces.dispose();
      this.kept[level].set(index, pieces);
      this.forget(level);
      this.onChange();
      const made = await trees;
      if (made && !this.gone) pieces.addTrees(made);
    } finally {
      this.asked.delete(key);
    }
  }

  /** Lets go of the parts furthest from the shown stage. */
  private forget(level: Level): void {
    const kept = this.kept[level];
    const wanted = this.indexAt(this.stage);
    const far = [...kept.keys()].sort((one, other) => Math.abs(other - wanted) - Math.abs(one - wanted));
    for (const index of far.slice(0, Math.max(kept.size - mostKept[level], 0))) {
      kept.get(index)?.dispose();
      kept.delete(index);
    }
  }
}

function neighboursOf(index: number, count: number): number[] {
  const near: number[] = [];
  for (let step = 1; step <= ahead; step += 1) near.push(index + step, index - step);
  return near.filter((other) => other >= 0 && other < count);
}

function nearest(kept: ReadonlyMap<number, Pieces>, wanted: number): Pieces | null {
  let [best, pieces] = [Infinity, null as Pieces | null];
  for (const [index, one] of kept) {
    const far = Math.abs(index - wanted);
    if (far < best) [best, pieces] = [far, one];
  }
  return pieces;
}
