import { Box3, type Object3D, type Ray, Raycaster, Scene, Sphere, Vector2, Vector3, WebGLRenderer } from 'three';
import type { Vector } from '#contract/tooth-movement/setup-plan.ts';
import { TurntableCamera } from './camera.ts';
import { Fence } from './fence.ts';
import { listenToGestures } from './gestures.ts';
import { Grid } from './grid.ts';

type Wishes = {
  /** Lamps that come along with the eye. */
  lights: (camera: Object3D) => void;
  /** The next picture; what it shows is drawn by `render`. */
  draw: () => void;
  /** The nearest point of what is shown at a pixel. */
  pointAt: (x: number, y: number) => Vector3 | null;
  onMoved: () => void;
  onTurned: () => void;
  onLost: () => void;
  onRestored: () => void;
  onTap?: (x: number, y: number) => void;
};

/**
 * A canvas in the host with camera, grid and gestures. Draws only when asked to, and begins a picture only when the graphics card is done
 * with the one before: on a slow one nothing lags behind the hand. Throws where the browser has no WebGL.
 */
export class SceneCanvas {
  readonly canvas = document.createElement('canvas');
  readonly renderer: WebGLRenderer;
  readonly scene = new Scene();
  readonly grid = new Grid();
  readonly camera: TurntableCamera;
  private readonly wishes: Wishes;
  private readonly leave: () => void;
  private frame = 0;
  private fence: Fence | null = null;
  private gone = false;

  constructor(host: HTMLElement, wishes: Wishes) {
    const { canvas } = this;
    this.wishes = wishes;
    this.renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true, powerPreference: 'high-performance' });
    // Asking for errors would wait for the graphics card.
    this.renderer.debug.checkShaderErrors = false;
    host.append(canvas);
    let complete = false;
    this.camera = new TurntableCamera(() => complete && wishes.onMoved());
    wishes.lights(this.camera.camera);
    this.scene.add(this.camera.camera, this.grid.group);
    const letGo = listenToGestures(canvas, {
      camera: this.camera,
      onTurned: wishes.onTurned,
      onPoint: (x, y) => {
        const point = wishes.pointAt(x, y);
        if (point) this.camera.pivot(point);
      },
      ...(wishes.onTap && { onTap: wishes.onTap }),
    });
    const away = new AbortController();
    const lost = (event: Event) => {
      event.preventDefault();
      wishes.onLost();
    };
    const restored = () => {
      wishes.onRestored();
      this.invalidate();
    };
    canvas.addEventListener('webglcontextlost', lost, { signal: away.signal });
    canvas.addEventListener('webglcontextrestored', restored, { signal: away.signal });
    const sizes = new ResizeObserver(() => this.resize() && wishes.draw());
    sizes.observe(canvas);
    this.leave = () => {
      letGo();
      sizes.disconnect();
      away.abort();
    };
    this.resize();
    complete = true;
  }

  get gl(): WebGL2RenderingContext {
    return this.renderer.getContext() as WebGL2RenderingContext;
  }

  /** Asks for a picture as soon as there is time. */
  invalidate(): void {
    if (!this.gone) this.frame ||= requestAnimationFrame(() => this.next());
  }

  /** Whether a picture has been asked for that isn't drawn yet. */
  get isWaiting(): boolean {
    return this.frame !== 0;
  }

  render(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.grid.group.quaternion.copy(this.camera.camera.quaternion);
    this.renderer.render(this.scene, this.camera.camera);
    this.fence = new Fence(this.gl);
  }

  /** What a reset of the view shows whole; without bounds the room of a mouth. */
  setHome(min?: Vector, max?: Vector): void {
    const sphere =
      min && max ? new Box3(new Vector3(...min), new Vector3(...max)).getBoundingSphere(new Sphere()) : null;
    const home = sphere && sphere.radius > 0 ? sphere : new Sphere(new Vector3(), 40);
    this.camera.setHome(home);
    this.grid.group.position.copy(home.center);
  }

  /** From the eye through a pixel. */
  rayThrough(x: number, y: number): Ray {
    const { clientWidth, clientHeight } = this.canvas;
    const caster = new Raycaster();
    caster.setFromCamera(new Vector2((x / clientWidth) * 2 - 1, 1 - (y / clientHeight) * 2), this.camera.camera);
    return caster.ray;
  }

  dispose(): void {
    this.gone = true;
    this.leave();
    this.camera.dispose();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.grid.dispose();
    this.renderer.dispose();
    this.renderer.forceContextLoss();
    this.canvas.remove();
  }

  private next(): void {
    this.frame = 0;
    if (this.fence && !this.fence.passed) this.invalidate();
    else this.wishes.draw();
  }

  /** Whether it has a size to draw in. */
  private resize(): boolean {
    const { clientWidth, clientHeight } = this.canvas;
    if (clientWidth === 0 || clientHeight === 0) return false;
    this.renderer.setPixelRatio(Math.min(window.devicePixelRatio, 2));
    this.renderer.setSize(clientWidth, clientHeight, false);
    this.camera.resize(clientWidth, clientHeight);
    return true;
  }
}
