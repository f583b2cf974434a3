import { type Arch, archOf } from '#contract/teeth.ts';
import type { SetupPlan } from '#contract/tooth-movement/setup-plan.ts';
import type { PartWish } from '../loading/parts.ts';
import { WorkerPool } from '../loading/worker-pool.ts';
import type { SetupSource } from '../setup-view-props.ts';
import { Pieces } from './pieces.ts';
import { type Level, StagedSurface, stillRow } from './staged-surface.ts';

export type Group = Arch | 'attachments';
export const groups: readonly Group[] = ['upper', 'lower', 'attachments'];
export type BodyState = { coarse: number; full: number; failed: boolean };

/** The meshes of one version as they arrive, coarse first. Geometry only: how it is placed and painted is up to who draws it. */
export class SetupBody {
  readonly plan: SetupPlan;
  readonly surfaces: readonly StagedSurface[];
  /** Which rows of a table the delivered attachments have; generic ones come after them. */
  readonly attachmentRow: number;
  private readonly source: SetupSource;
  private readonly pool = new WorkerPool();
  private readonly loaded: Record<Level, Map<Group, Pieces>> = { coarse: new Map(), full: new Map() };
  private readonly listeners = new Set<() => void>();
  private gone = false;
  /** Shares from 0 to 1 that have come. */
  state: BodyState = { coarse: 0, full: 0, failed: false };

  constructor(source: SetupSource, plan: SetupPlan) {
    this.source = source;
    this.plan = plan;
    this.attachmentRow = plan.teeth.length;
    const onChange = () => this.tell();
    this.surfaces = plan.surfaces.map(
      (surface) => new StagedSurface(surface, { source, plan, pool: this.pool, onChange }),
    );
  }

  /** Fetches everything for a stage: coarse, and when all of that is there, full. Full detail can be left out. */
  async load(stage: number, withFull = true): Promise<void> {
    try {
      await this.loadLevel('coarse', stage);
      if (withFull && !this.gone) await this.loadLevel('full', stage);
    } catch {
      if (this.gone || this.state.coarse === 1) return;
      this.state = { ...this.state, failed: true };
      this.tell();
    }
  }

  /** What is drawn of a group: the level asked for, or what there is. */
  group(group: Group, level: Level): Pieces | null {
    return this.loaded[level].get(group) ?? this.loaded[level === 'full' ? 'coarse' : 'full'].get(group) ?? null;
  }

  has(group: Group, level: Level): boolean {
    return this.loaded[level].has(group);
  }

  /** The gum of a stage; the full one where the eye rests. */
  stageWanted(stage: number, level: Level): void {
    for (const surface of this.surfaces) void surface.want(stage, level).catch(() => {});
  }

  /** Whether meshes or their search trees are still on their way. */
  get isBusy(): boolean {
    return this.pool.isBusy;
  }

  get bytes(): number {
    return this.pool.bytes;
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  dispose(): void {
    this.gone = true;
    this.pool.stop();
    for (const level of Object.values(this.loaded)) for (const pieces of level.values()) pieces.dispose();
    for (const surface of this.surfaces) surface.dispose();
    this.listeners.clear();
  }

  private async loadLevel(level: Level, stage: number): Promise<void> {
    const wishes = groups.map((group) => ({ group, parts: this.wishesOf(group, level) }));
    const jobs = wishes.filter(({ parts }) => parts.length > 0);
    const whole = jobs.length + this.surfaces.length;
    let come = 0;
    const arrived = () => {
      come += 1;
      this.state = { ...this.state, [level]: whole > 0 ? come / whole : 1 };
      this.tell();
    };
    if (whole === 0) arrived();
    const urgency = level === 'coarse' ? 0 : 3;
    const groupsToCome = jobs.map(async ({ group, parts }) => {
      const { chunk, trees } = this.pool.load(this.source[level], parts, urgency);
      const pieces = new Pieces(await chunk);
      if (this.gone) return pieces.dispose();
      this.loaded[level].set(group, pieces);
      arrived();
      void trees.then((made) => {
        if (!made || this.gone) return;
        pieces.addTrees(made);
        this.tell();
      });
    });
    const surfacesToCome = this.surfaces.map((surface) => surface.want(stage, level).then(arrived));
    await Promise.all([...groupsToCome, ...surfacesToCome]);
  }

  private wishesOf(group: Group, level: Level): PartWish[] {
    const places = this.plan[level];
    const axesOf = (tooth: number) => this.plan.teeth.find((one) => one.tooth === tooth)?.axes.occlusal ?? null;
    if (group === 'attachments') {
      return this.plan.attachments.slice(0, stillRow - this.attachmentRow).map(({ part, tooth }, index) => ({
        place: places[part]!,
        slot: this.attachmentRow + index,
        occlusal: axesOf(tooth),
      }));
    }
    return this.plan.teeth.flatMap(({ tooth, part, axes }, slot) =>
      archOf(tooth) === group ? [{ place: places[part]!, slot, occlusal: axes.occlusal }] : [],
    );
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
