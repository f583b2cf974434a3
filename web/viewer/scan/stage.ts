import { Box3, Raycaster, Scene, Sphere, Vector2, Vector3, WebGLRenderer } from 'three';
import { MeshBVH, type SerializedBVH } from 'three-mesh-bvh';
import { TurntableCamera } from '../three/camera.ts';
import { listenToGestures } from '../three/gestures.ts';
import { Grid } from '../three/grid.ts';
import { attachLights } from '../three/light.ts';
import { type Pose, poseOf, type Role } from '../three/pose.ts';
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

const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Models on a canvas of its own in the host. Draws only when something changed. Throws where the browser has no WebGL. */
export class Stage {
  private readonly canvas = document.createElement('canvas');
  private readonly renderer: WebGLRenderer;
  private readonly scene = new Scene();
  private readonly grid = new Grid();
  private readonly camera: TurntableCamera;
  private readonly models = new Map<string, Standing>();
  private readonly leave: () => void;
  private pose: Pose = poseOf([]);
  private frame = 0;
  /** Frames drawn so far; for tests that nothing is drawn while all is still. */
  frames = 0;

  constructor(host: HTMLElement, events: StageEvents) {
    const { canvas } = this;
    this.renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true, powerPreference: 'high-performance' });
    host.append(canvas);
    this.camera = new TurntableCamera(() => this.invalidate());
    attachLights(this.camera.camera);
    this.scene.add(this.camera.camera, this.grid.group);
    const letGo = listenToGestures(canvas, {
      camera: this.camera,
      onTurned: events.onTurned,
      onPoint: (x, y) => this.turnAround(x, y),
    });
    const lost = (event: Event) => {
      event.preventDefault();
      events.onLost();
    };
    const restored = () => {
      events.onRestored();
      this.invalidate();
    };
    canvas.addEventListener('webglcontextlost', lost);
    canvas.addEventListener('webglcontextrestored', restored);
    const sizes = new ResizeObserver(() => this.resize());
    sizes.observe(canvas);
    this.resize();
    this.leave = () => {
      letGo();
      sizes.disconnect();
      canvas.removeEventListener('webglcontextlost', lost);
      canvas.removeEventListener('webglcontextrestored', restored);
    };
  }

  add(key: string, surface: Surface, role: Role): void {
    this.remove(key);
    const model = new ModelMesh(surface);
    this.models.set(key, { model, role, tree: null });
    this.scene.add(model.mesh);
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
    this.grid.group.visible = grid;
    this.grid.colour(gridColour);
    this.invalidate();
  }

  look(view: ViewName, at: 'once' | 'smoothly' = 'smoothly'): void {
    const shown = [...this.models.values()].filter(({ model }) => model.mesh.visible);
    const points = shown.map(({ model }) => model.surface.samples);
    this.camera.look(turnOf(view, this.pose), points, at === 'once' || calm() ? 0 : 260);
  }

  get moves(): Pick<TurntableCamera, 'turn' | 'pan' | 'zoom'> {
    return this.camera;
  }

  /** The nearest point of a shown model below a pixel of the canvas. */
  pick(x: number, y: number): Vector3 | null {
    const { clientWidth, clientHeight } = this.canvas;
    const caster = new Raycaster();
    caster.setFromCamera(new Vector2((x / clientWidth) * 2 - 1, 1 - (y / clientHeight) * 2), this.camera.camera);
    let nearest: { distance: number; point: Vector3 } | null = null;
    for (const { model, tree } of this.models.values()) {
      const hit = model.mesh.visible ? tree?.raycastFirst(caster.ray, 2) : null;
      if (hit && (!nearest || hit.distance < nearest.distance)) nearest = hit;
    }
    return nearest?.point ?? null;
  }

  dispose(): void {
    this.leave();
    this.camera.dispose();
    cancelAnimationFrame(this.frame);
    for (const { model } of this.models.values()) model.dispose();
    this.models.clear();
    this.grid.dispose();
    this.renderer.dispose();
    this.renderer.forceContextLoss();
    this.canvas.remove();
  }

  private turnAround(x: number, y: number): void {
    const point = this.pick(x, y);
    if (point) this.camera.pivot(point);
  }

  /** Works out anew how the models lie and how much room they take. */
  private settle(): void {
    const all = [...this.models.values()];
    this.pose = poseOf(all.map(({ model, role }) => ({ ...model.surface, role })));
    const box = new Box3();
    for (const { model } of all) {
      box.expandByPoint(new Vector3(...model.surface.min)).expandByPoint(new Vector3(...model.surface.max));
    }
    const sphere = box.isEmpty() ? new Sphere(new Vector3(), 40) : box.getBoundingSphere(new Sphere());
    this.camera.setHome(sphere);
    this.grid.group.position.copy(sphere.center);
    this.invalidate();
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.canvas;
    if (clientWidth === 0 || clientHeight === 0) return;
    this.renderer.setPixelRatio(Math.min(window.devicePixelRatio, 2));
    this.renderer.setSize(clientWidth, clientHeight, false);
    this.camera.resize(clientWidth, clientHeight);
    this.draw();
  }

  private invalidate(): void {
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.frames += 1;
    this.grid.group.quaternion.copy(this.camera.camera.quaternion);
    this.renderer.render(this.scene, this.camera.camera);
  }
}
