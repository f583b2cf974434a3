import { Ray, Vector3 } from 'three';
import type { Tooth } from '#contract/teeth.ts';
import type { Vector } from '#contract/tooth-movement/setup-plan.ts';
import { calm } from '../../three/calm.ts';
import type { TurntableCamera } from '../../three/camera.ts';
import { finished } from '../../three/fence.ts';
import { SceneCanvas } from '../../three/scene-canvas.ts';
import { turnOf, type ViewName } from '../../three/views.ts';
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

/** Setups on a canvas of its own in the host. Draws only when something changed. Throws where the browser has no WebGL. */
export class SetupStage {
  private readonly view: SceneCanvas;
  private readonly events: StageEvents;
  private readonly layers: { main: Layer | null; ghost: Layer | null } = { main: null, ghost: null };
  private appearance: Appearance | null = null;
  private rest = 0;
  private movedAt = -Infinity;
  private drawnFull = true;
  private compiling = 0;
  private compiledFor = -1;
  /** Another canvas that looks from the same place. */
  private linked: SetupStage | null = null;
  private following = false;
  /** Of the last picture, and how many there were; for tests and benchmarks. */
  readonly told = { frames: 0, calls: 0, triangles: 0, milliseconds: 0 };

  constructor(host: HTMLElement, events: StageEvents) {
    this.events = events;
    this.view = new SceneCanvas(host, {
      ...events,
      lights: attachLamps,
      draw: () => {
        // Another size empties the canvas: what was drawn before is drawn again at once, also while programs are made.
        if (this.compiling === 0 || this.told.frames > 0) this.draw();
      },
      pointAt: (x, y) => this.pick(x, y)?.inMouth ?? null,
      onMoved: () => this.cameraMoved(),
    });
  }

  get canvas(): HTMLCanvasElement {
    return this.view.canvas;
  }

  get camera(): TurntableCamera {
    return this.view.camera;
  }

  /** Shows a body as the main one or laid over it; null takes it away. */
  setBody(place: 'main' | 'ghost', body: SetupBody | null): Layer | null {
    if ((this.layers[place]?.body ?? null) === body) return this.layers[place];
    this.layers[place]?.dispose();
    const layer = body && new Layer(body, place === 'ghost');
    this.layers[place] = layer;
    if (layer) this.compiledFor = -1;
    if (layer) this.view.scene.add(layer.group);
    if (place === 'main' && body) this.view.setHome(body.plan.bounds.min, body.plan.bounds.max);
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
    this.view.grid.group.visible = appearance.grid;
    this.view.grid.colour(appearance.gridColour);
    this.rearrange();
  }

  /** Nothing moves, nothing is on its way, and all that has come is drawn. */
  get isAtRest(): boolean {
    const { main, ghost } = this.layers;
    if (main?.body.isBusy || ghost?.body.isBusy) return false;
    return this.compiling === 0 && !this.view.isWaiting && !this.isMoving && this.drawnFull;
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
    return findFirst(main, this.appearance, this.view.rayThrough(x, y));
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

  /** Whether something of that size around a spot is on the canvas with all of it. Pixels. */
  isOnCanvas({ x, y }: Spot, { width, height }: { width: number; height: number }): boolean {
    const { clientWidth, clientHeight } = this.canvas;
    return x > width / 2 && y > height / 2 && x < clientWidth - width / 2 && y < clientHeight - height / 2;
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
    clearTimeout(this.rest);
    this.layers.main?.dispose();
    this.layers.ghost?.dispose();
    this.view.dispose();
  }

  invalidate(): void {
    if (this.compiling === 0) this.view.invalidate();
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
      const { renderer, scene, gl } = this.view;
      await renderer.compileAsync(scene, this.camera.camera);
      await finished(gl);
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
    const start = performance.now();
    const tooMany = this.arrange('full') > movingBudget;
    this.drawnFull = !(tooMany && this.isMoving);
    if (!this.drawnFull) this.arrange('coarse');
    this.view.render();
    this.events.onDrawn();
    const { calls, triangles } = this.view.renderer.info.render;
    const milliseconds = performance.now() - start;
    Object.assign(this.told, { frames: this.told.frames + 1, calls, triangles, milliseconds });
  }

  /** Corners of what is shown, for a view that has room for all of it. */
  private pointsInSight(): Float32Array[] {
    const { main } = this.layers;
    const points = main && this.appearance ? main.corners(this.appearance) : [];
    return points.length > 0 ? [Float32Array.from(points.flatMap((point: Vector) => [...point]))] : [];
  }
}
