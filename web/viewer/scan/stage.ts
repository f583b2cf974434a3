import type { Vector3 } from 'three';
import { MeshBVH, type SerializedBVH } from 'three-mesh-bvh';
import type { Vector } from '#contract/tooth-movement/setup-plan.ts';
import { calm } from '../three/calm.ts';
import type { TurntableCamera } from '../three/camera.ts';
import { attachLights } from '../three/light.ts';
import { type Pose, poseOf, type Role } from '../three/pose.ts';
import { SceneCanvas } from '../three/scene-canvas.ts';
import type { Surface } from '../three/surface.ts';
import { turnOf, type ViewName } from '../three/views.ts';
import { ModelMesh } from './model-mesh.ts';

export type Appearance = {
  shown: ReadonlySet<string>;
  colours: boolean;
  wireframe: boolean;
  grid: boolean;
  gridColour: string;
};

type StageEvents = { onTurned: () => void; onLost: () => void; onRestored: () => void };
type Standing = { model: ModelMesh; role: Role; tree: MeshBVH | null };

/** Models on a canvas of its own in the host. Draws only when something changed. Throws where the browser has no WebGL. */
export class Stage {
  private readonly view: SceneCanvas;
  private readonly models = new Map<string, Standing>();
  private pose: Pose = poseOf([]);
  /** Frames drawn so far; for tests that nothing is drawn while all is still. */
  frames = 0;

  constructor(host: HTMLElement, events: StageEvents) {
    this.view = new SceneCanvas(host, {
      ...events,
      lights: attachLights,
      draw: () => this.draw(),
      pointAt: (x, y) => this.pick(x, y),
      onMoved: () => this.view.invalidate(),
    });
  }

  add(key: string, surface: Surface, role: Role): void {
    this.remove(key);
    const model = new ModelMesh(surface);
    this.models.set(key, { model, role, tree: null });
    this.view.scene.add(model.mesh);
    this.settle();
  }

  /** From now on points of this model can be found. */
  addTree(key: string, serialized: SerializedBVH): void {
    const standing = this.models.get(key);
    if (!standing) return;
    const { geometry } = standing.model.mesh;
    standing.tree = MeshBVH.deserialize({ ...serialized, index: geometry.index?.array } as SerializedBVH, geometry, {
      setIndex: false,
    });
  }

  remove(key: string): void {
    this.models.get(key)?.model.dispose();
    if (this.models.delete(key)) this.settle();
  }

  appear({ shown, colours, wireframe, grid, gridColour }: Appearance): void {
    for (const [key, { model }] of this.models) {
      model.mesh.visible = shown.has(key);
      model.mesh.material.wireframe = wireframe;
      model.paint(colours);
    }
    this.view.grid.group.visible = grid;
    this.view.grid.colour(gridColour);
    this.view.invalidate();
  }

  look(view: ViewName, at: 'once' | 'smoothly' = 'smoothly'): void {
    const shown = [...this.models.values()].filter(({ model }) => model.mesh.visible);
    const points = shown.map(({ model }) => model.surface.samples);
    this.view.camera.look(turnOf(view, this.pose), points, at === 'once' || calm() ? 0 : 260);
  }

  get moves(): Pick<TurntableCamera, 'turn' | 'pan' | 'zoom'> {
    return this.view.camera;
  }

  /** The nearest point of a shown model below a pixel of the canvas. */
  pick(x: number, y: number): Vector3 | null {
    const ray = this.view.rayThrough(x, y);
    let nearest: { distance: number; point: Vector3 } | null = null;
    for (const { model, tree } of this.models.values()) {
      const hit = model.mesh.visible ? tree?.raycastFirst(ray, 2) : null;
      if (hit && (!nearest || hit.distance < nearest.distance)) nearest = hit;
    }
    return nearest?.point ?? null;
  }

  dispose(): void {
    for (const { model } of this.models.values()) model.dispose();
    this.models.clear();
    this.view.dispose();
  }

  /** Works out anew how the models lie and how much room they take. */
  private settle(): void {
    const all = [...this.models.values()];
    this.pose = poseOf(all.map(({ model, role }) => ({ ...model.surface, role })));
    const reach = (pick: 'min' | 'max') =>
      [0, 1, 2].map((axis) => Math[pick](...all.map(({ model }) => model.surface[pick][axis]!))) as unknown as Vector;
    if (all.length > 0) this.view.setHome(reach('min'), reach('max'));
    else this.view.setHome();
    this.view.invalidate();
  }

  private draw(): void {
    this.frames += 1;
    this.view.render();
  }
}
