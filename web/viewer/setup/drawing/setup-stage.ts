import { Box3, Ray, Raycaster, Scene, Sphere, Vector2, Vector3, WebGLRenderer } from 'three';
import type { Tooth } from '#contract/teeth.ts';
import type { Vector } from '#contract/tooth-movement/setup-plan.ts';
import { TurntableCamera } from '../../three/camera.ts';
import { listenToGestures } from '../../three/gestures.ts';
import { Grid } from '../../three/grid.ts';
import { turnOf, type ViewName } from '../../three/views.ts';
import { finished } from './finished.ts';
import { highlight } from './highlight.ts';
import { attachLamps } from './lamps.ts';
import { Layer, type LayerShows } from './layer.ts';
import { type Found, findFirst } from './pick.ts';
import type { SetupBody } from './setup-body.ts';

export type Appearance = LayerShows & { grid: boolean; gridColour: string; selected: Tooth | null };
export type StageEvents = {
  onTurned: () => void;
  onLost: () => void;
  onRestored: () => void;
  onTap: (x: number, y: number) => void;
  /** After each picture: for what lies over it. */
  onDrawn: () => void;
};
/** A place on the screen; `depth` grows away from the eye. */
export type Spot = { x: number; y: number; depth: number };

/** More triangles than this are drawn coarsely while something moves. */
export const movingBudget = 160_000;
/** Milliseconds without movement after which all detail comes back. */
const restAfter = 180;
/** Further from a point than anything of a mouth. Millimetres. */
const farAway = 200;
/** How the mouth lies: as setups are stored. */
const mouth = { up: [0, 0, 1], front: [0, -1, 0] } as const;
const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Setups on a canvas of its own in the host. Draws only when something changed. Throws where the browser has no WebGL. */
export class SetupStage {
  readonly canvas = document.createElement('canvas');
  readonly camera: TurntableCamera;
  private readonly renderer: WebGLRenderer;
  private readonly scene = new Scene();
  private readonly grid = new Grid();
  private readonly leave: () => void;
  private readonly events: StageEvents;
  private readonly layers: { main: Layer | null; ghost: Layer | null } = { main: null, ghost: null };
  private appearance: Appearance | null = null;
  private frame = 0;
  private rest = 0;
  private movedAt = -Infinity;
  private drawnFull = true;
  private compiling = 0;
  private compiledFor = -1;
  /** Another canvas that looks from the same place. */
  private linked: SetupStage | null = null;
  private following = false;
  private gone = false;
  /** Of the last picture, and how many there were; for tests and benchmarks. */
  readonly told = { frames: 0, calls: 0, triangles: 0, milliseconds: 0 };

  constructor(host: HTMLElement, events: StageEvents) {
    const { canvas } = this;
    this.events = events;
    this.renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true, powerPreference: 'high-performance' });
    // Asking for errors would wait for the graphics card.
    this.renderer.debug.checkShaderErrors = false;
    host.append(canvas);
    this.camera = new TurntableCamera(() => this.cameraMoved());
    attachLamps(this.camera.camera);
    this.scene.add(this.camera.camera, this.grid.group);
    const letGo = listenToGestures(canvas, {
      camera: this.camera,
      onTurned: events.onTurned,
      onPoint: (x, y) => {
        const found = this.pick(x, y);
        if (found) this.camera.pivot(found.inMouth);
      },
      onTap: events.onTap,
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

  /** Shows a body as the main one or laid over it; null takes it away. */
  setBody(place: 'main' | 'ghost', body: SetupBody | null): Layer | null {
    if ((this.layers[place]?.body ?? null) === body) return this.layers[place];
    this.layers[place]?.dispose();
    const layer = body && new Layer(body, place === 'ghost');
    this.layers[place] = layer;
    if (layer) this.compiledFor = -1;
    if (layer) this.scene.add(layer.group);
    if (place === 'main' && body) this.setHome(body);
    this.rearrange();
    return layer;
  }

  get main(): Layer | null {
    return this.layers.main;
  }

  get ghost(): Layer | null {
    return this.layers.ghost;
  }

  appear(appearance: Appearance): void {
    this.appearance = appearance;
    this.grid.group.visible = appearance.grid;
    this.grid.colour(appearance.gridColour);
    this.rearrange();
  }

  /** Moves the teeth; between stages too. */
  moveTo(stage: number, place: 'main' | 'ghost' = 'main'): void {
    const layer = this.layers[place];
    if (!layer || layer.stage === stage) return;
    layer.moveTo(stage);
    this.moved();
  }

  /** Meshes came, or something else is to be shown. */
  rearrange(): void {
    this.drawnFull = false;
    void this.compiled().then(() => this.invalidate());
  }

  look(view: ViewName, at: 'once' | 'smoothly' = 'smoothly'): void {
    this.camera.look(turnOf(view, mouth), this.pointsInSight(), at === 'once' || calm() ? 0 : 260);
  }

  /** What lies below a pixel of the canvas: the nearest shown tooth or gum. */
  pick(x: number, y: number): Found | null {
    const { main } = this.layers;
    if (!main || !this.appearance) return null;
    const { clientWidth, clientHeight } = this.canvas;
    const caster = new Raycaster();
    caster.setFromCamera(new Vector2((x / clientWidth) * 2 - 1, 1 - (y / clientHeight) * 2), this.camera.camera);
    return findFirst(main, this.appearance, caster.ray);
  }

  /** What one meets first on the way from the eye to a point of the mouth, and beyond it. */
  firstTowards(point: Vector3): Found | null {
    const { main } = this.layers;
    if (!main || !this.appearance) return null;
    const ray = new Ray(point.clone().addScaledVector(this.gaze, -farAway), this.gaze);
    return findFirst(main, this.appearance, ray);
  }

  /** Whether something shown lies between the eye and this point of the mouth. */
  isHidden(point: Vector3, slack = 0.6): boolean {
    const found = this.firstTowards(point);
    return found !== null && found.distance < farAway - slack;
  }

  /** Where a point of the mouth is on the canvas, in CSS pixels. */
  spotOf(point: Vector3): Spot {
    const { x, y, z } = point.clone().project(this.camera.camera);
    const { clientWidth, clientHeight } = this.canvas;
    return { x: ((x + 1) / 2) * clientWidth, y: ((1 - y) / 2) * clientHeight, depth: z };
  }

  isOnCanvas({ x, y }: Spot): boolean {
    return x > 0 && y > 0 && x < this.canvas.clientWidth && y < this.canvas.clientHeight;
  }

  /** The direction in which one looks, in the mouth. */
  get gaze(): Vector3 {
    return new Vector3(0, 0, -1).applyQuaternion(this.camera.camera.quaternion);
  }

  /** Draws in full detail now, so that the canvas can be copied. */
  drawNow(): HTMLCanvasElement {
    this.movedAt = -Infinity;
    this.draw();
    return this.canvas;
  }

  get isMoving(): boolean {
    return performance.now() - this.movedAt < restAfter;
  }

  dispose(): void {
    this.gone = true;
    this.leave();
    this.camera.dispose();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.rest);
    this.layers.main?.dispose();
    this.layers.ghost?.dispose();
    this.grid.dispose();
    this.renderer.dispose();
    this.renderer.forceContextLoss();
    this.canvas.remove();
  }

  invalidate(): void {
    if (this.gone || this.compiling > 0) return;
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  /** From now on both look from the same place, whichever is turned. */
  link(other: SetupStage | null): void {
    this.linked = other;
  }

  private cameraMoved(): void {
    this.moved();
    if (!this.linked || this.following) return;
    this.linked.following = true;
    this.linked.camera.follow(this.camera);
    this.linked.following = false;
  }

  private moved(): void {
    this.movedAt = performance.now();
    clearTimeout(this.rest);
    this.rest = window.setTimeout(() => !this.drawnFull && this.invalidate(), restAfter + 20);
    this.invalidate();
  }

  /** Programs are made beside the page’s own work; until then nothing is drawn. */
  private async compiled(): Promise<void> {
    if (!this.appearance) return;
    this.arrange('coarse');
    const materials = (this.layers.main?.looks ?? 0) + 1000 * (this.layers.ghost?.looks ?? 0);
    if (materials === this.compiledFor) return;
    this.compiledFor = materials;
    this.compiling += 1;
    try {
      await this.renderer.compileAsync(this.scene, this.camera.camera);
      await finished(this.renderer.getContext() as WebGL2RenderingContext);
    } catch {
      // Then the first picture makes them.
    } finally {
      this.compiling -= 1;
    }
  }

  private arrange(level: 'coarse' | 'full'): number {
    const { appearance } = this;
    if (!appearance) return 0;
    const { main, ghost } = this.layers;
    if (main) highlight(main, appearance.selected);
    return (main?.arrange(appearance, level) ?? 0) + (ghost?.arrange(appearance, level) ?? 0);
  }

  private draw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const start = performance.now();
    const tooMany = this.arrange('full') > movingBudget;
    this.drawnFull = !(tooMany && this.isMoving);
    if (!this.drawnFull) this.arrange('coarse');
    this.grid.group.quaternion.copy(this.camera.camera.quaternion);
    this.renderer.render(this.scene, this.camera.camera);
    this.events.onDrawn();
    const { calls, triangles } = this.renderer.info.render;
    const milliseconds = performance.now() - start;
    Object.assign(this.told, { frames: this.told.frames + 1, calls, triangles, milliseconds });
  }

  private setHome({ plan: { bounds } }: SetupBody): void {
    const box = new Box3(new Vector3(...bounds.min), new Vector3(...bounds.max));
    const sphere = box.isEmpty() ? new Sphere(new Vector3(), 40) : box.getBoundingSphere(new Sphere());
    this.camera.setHome(sphere);
    this.grid.group.position.copy(sphere.center);
  }

  /** Corners of what is shown, for a view that has room for all of it. */
  private pointsInSight(): Float32Array[] {
    const { main } = this.layers;
    const points = main && this.appearance ? main.corners(this.appearance) : [];
    return points.length > 0 ? [Float32Array.from(points.flatMap((point: Vector) => [...point]))] : [];
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.canvas;
    if (clientWidth === 0 || clientHeight === 0) return;
    this.renderer.setPixelRatio(Math.min(window.devicePixelRatio, 2));
    this.renderer.setSize(clientWidth, clientHeight, false);
    this.camera.resize(clientWidth, clientHeight);
    // Another size empties the canvas: what was drawn before is drawn again at once.
    if (this.compiling === 0 || this.told.frames > 0) this.draw();
  }
}
