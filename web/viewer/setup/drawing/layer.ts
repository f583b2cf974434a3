import { Mesh, type MeshStandardMaterial, Group as Scene, Vector3 } from 'three';
import { type Arch, archOf, type Tooth } from '#contract/teeth.ts';
import type { ToothPose, Vector } from '#contract/tooth-movement/setup-plan.ts';
import { BodyTable } from './body-table.ts';
import { type TissueName, tissueMaterial } from './materials.ts';
import type { Pieces } from './pieces.ts';
import { poseBetween, toMouth } from './poses.ts';
import { type Group, groups, type SetupBody } from './setup-body.ts';
import { type Level, stillRow } from './staged-surface.ts';

export type LayerShows = {
  arches: ReadonlySet<Arch>;
  teeth: boolean;
  gums: boolean;
  attachments: boolean;
};

/** One version at one stage, as drawn. A ghost is laid over another layer: translucent, in a contrasting colour, without gums. */
export class Layer {
  readonly group = new Scene();
  readonly table = new BodyTable();
  readonly body: SetupBody;
  readonly ghost: boolean;
  stage = 0;
  /** Where each tooth stands at that stage. */
  readonly poses = new Map<Tooth, ToothPose>();
  private shows: LayerShows = { arches: new Set(), teeth: true, gums: true, attachments: true };
  private readonly materials = new Map<string, MeshStandardMaterial>();
  private readonly meshes = new Map<string, Mesh>();
  /** Attachments that only the treatment table names, made up on the crowns. */
  private made: { pieces: Pieces; worn: readonly Worn[] } | null = null;

  constructor(body: SetupBody, ghost: boolean) {
    this.body = body;
    this.ghost = ghost;
    this.table.show(stillRow, true);
    this.moveTo(0);
  }

  setMade(pieces: Pieces, worn: readonly Worn[]): void {
    this.made?.pieces.dispose();
    this.made = { pieces, worn };
    this.moveTo(this.stage);
  }

  /** How many materials it has by now: each needs a program. */
  get looks(): number {
    return this.materials.size;
  }

  get hasMade(): boolean {
    return this.made !== null;
  }

  /** Puts every body where it stands at a stage, attachments on their teeth while they are worn. */
  moveTo(stage: number): void {
    this.stage = stage;
    const { plan, attachmentRow } = this.body;
    const { arches, teeth, attachments } = this.shows;
    for (const [row, { tooth }] of plan.teeth.entries()) {
      const pose = poseBetween(plan, row, stage);
      this.poses.set(tooth, pose);
      this.table.place(row, pose);
      this.table.show(row, teeth && arches.has(archOf(tooth)));
    }
    const delivered = plan.attachments.map((one, index) => ({ ...one, row: attachmentRow + index }));
    const at = Math.round(stage);
    for (const { row, tooth, from, to } of [...delivered, ...(this.made?.worn ?? [])]) {
      const pose = this.poses.get(tooth);
      if (row >= stillRow) continue;
      if (pose) this.table.place(row, pose);
      const wornNow = pose !== undefined && at >= from && at <= to;
      this.table.show(row, wornNow && attachments && arches.has(archOf(tooth)));
    }
  }

  /** Puts the right geometry into the scene. Returns how many triangles that is. */
  arrange(shows: LayerShows, level: Level): number {
    this.shows = shows;
    this.moveTo(this.stage);
    let triangles = 0;
    const put = (key: string, pieces: Pieces | null, tissue: TissueName) => {
      const mesh = this.meshFor(key, tissue);
      for (const one of mesh) {
        one.visible = pieces !== null;
        if (pieces) one.geometry = pieces.geometry;
      }
      if (pieces) triangles += pieces.triangles * mesh.length;
    };
    const { body } = this;
    for (const group of groups) {
      const shown = this.shownGroup(group, shows);
      put(group, shown ? body.group(group, level) : null, this.ghost ? 'ghost' : tissueOf(group));
    }
    if (!this.ghost || this.made)
      put('made', shows.attachments && this.made ? this.made.pieces : null, this.ghost ? 'ghost' : 'attachment');
    for (const [index, surface] of body.surfaces.entries()) {
      const isArch = surface.kind === 'arch';
      const shown = shows.arches.has(surface.arch) && (isArch ? shows.teeth : shows.gums && !this.ghost);
      const pieces = shown ? surface.at(this.stage, level) : null;
      put(`surface ${index}`, pieces, this.ghost ? 'ghost' : isArch ? 'enamel' : 'gum');
    }
    return triangles;
  }

  /** Corners of what is shown, in the mouth: for a view with room for all of it. */
  corners(shows: LayerShows): Vector[] {
    const { body, stage } = this;
    const teeth = (shows.teeth ? [...shows.arches] : []).flatMap((arch) =>
      (body.group(arch, 'coarse')?.pieces ?? []).flatMap(({ slot, min, max }) => {
        const pose = this.poses.get(body.plan.teeth[slot]!.tooth)!;
        return cornersOf(min, max).map(
          (corner) => toMouth(pose, new Vector3(...corner)).toArray() as unknown as Vector,
        );
      }),
    );
    const surfaces = body.surfaces
      .filter(({ arch, kind }) => shows.arches.has(arch) && (kind === 'arch' ? shows.teeth : shows.gums))
      .flatMap((surface) => surface.at(stage, 'coarse')?.pieces ?? [])
      .flatMap(({ min, max }) => cornersOf(min, max));
    return [...teeth, ...surfaces];
  }

  dispose(): void {
    this.group.removeFromParent();
    this.made?.pieces.dispose();
    for (const material of this.materials.values()) material.dispose();
    this.table.dispose();
  }

  private shownGroup(group: Group, { arches, teeth, attachments }: LayerShows): boolean {
    return group === 'attachments' ? attachments && !this.ghost : teeth && arches.has(group);
  }

  /** A ghost is drawn twice: first only how deep it lies, so that its far side doesn't shine through. */
  private meshFor(key: string, tissue: TissueName): Mesh[] {
    const names = this.ghost ? ['depth', 'colour'] : ['solid'];
    return names.map((pass) => {
      const name = `${key} ${pass}`;
      const there = this.meshes.get(name);
      if (there) return there;
      const mesh = new Mesh(undefined, this.materialFor(tissue, pass));
      mesh.frustumCulled = false;
      mesh.renderOrder = pass === 'solid' ? 0 : pass === 'depth' ? 1 : 2;
      this.meshes.set(name, mesh);
      this.group.add(mesh);
      return mesh;
    });
  }

  private materialFor(tissue: TissueName, pass: string): MeshStandardMaterial {
    const name = `${tissue} ${pass}`;
    const there = this.materials.get(name);
    if (there) return there;
    const material = tissueMaterial(tissue, this.table);
    if (pass !== 'solid') {
      if (pass === 'depth') material.colorWrite = false;
      else Object.assign(material, { transparent: true, opacity: 0.55, depthWrite: false, forceSinglePass: true });
    }
    this.materials.set(name, material);
    return material;
  }
}

export type Worn = { row: number; tooth: Tooth; from: number; to: number };

const tissueOf = (group: Group): TissueName => (group === 'attachments' ? 'attachment' : 'enamel');

function cornersOf(min: Vector, max: Vector): Vector[] {
  return Array.from({ length: 8 }, (_, corner) => [
    corner & 1 ? min[0] : max[0],
    corner & 2 ? min[1] : max[1],
    corner & 4 ? min[2] : max[2],
  ]);
}
