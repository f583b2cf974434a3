import type { TurntableCamera } from './camera.ts';

type Gestures = {
  camera: TurntableCamera;
  onTurned: () => void;
  /** Twice tapped or clicked. */
  onPoint: (x: number, y: number) => void;
  /** Tapped or clicked without moving. */
  onTap?: (x: number, y: number) => void;
};
type Touch = { x: number; y: number };

const turnPerPixel = 0.0085;
/** A finger that strays no further than this has tapped. Pixels. */
const tapReach = 6;

/** Turns, moves and zooms by mouse, pen and touch. Returns how to let go of the element again. */
export function listenToGestures(element: HTMLElement, { camera, onTurned, onPoint, onTap }: Gestures): () => void {
  const touches = new Map<number, Touch>();
  let tap: { id: number; from: Touch } | null = null;
  const away = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(name: K, act: (event: HTMLElementEventMap[K]) => void) =>
    element.addEventListener(name, act, { signal: away.signal, passive: false });
  const within = (event: MouseEvent): Touch => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  on('pointerdown', (event) => {
    touches.set(event.pointerId, within(event));
    tap = touches.size === 1 && event.button === 0 ? { id: event.pointerId, from: within(event) } : null;
    element.setPointerCapture(event.pointerId);
  });
  on('pointermove', (event) => {
    const before = touches.get(event.pointerId);
    if (!before) return;
    const now = within(event);
    if (tap && onTap && between(tap.from, now).length <= tapReach) return;
    tap = null;
    if (touches.size === 2) twoFingers(event.pointerId, before, now);
    else if (event.shiftKey || event.buttons & 6) camera.pan(now.x - before.x, now.y - before.y);
    else {
      camera.turn((now.x - before.x) * turnPerPixel, (now.y - before.y) * turnPerPixel);
      onTurned();
    }
    touches.set(event.pointerId, now);
  });
  const end = (event: PointerEvent) => touches.delete(event.pointerId);
  on('pointerup', (event) => {
    if (tap?.id === event.pointerId) onTap?.(tap.from.x, tap.from.y);
    tap = null;
    end(event);
  });
  on('pointercancel', end);
  on('lostpointercapture', end);
  on('contextmenu', (event) => event.preventDefault());
  on('dblclick', (event) => onPoint(within(event).x, within(event).y));
  on('wheel', (event) => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
    camera.zoom(Math.exp(-Math.max(-150, Math.min(event.deltaY * lines, 150)) * 0.0018), within(event));
  });

  function twoFingers(moving: number, before: Touch, now: Touch) {
    const other = [...touches].find(([id]) => id !== moving)?.[1];
    if (!other) return;
    const [was, is] = [between(before, other), between(now, other)];
    camera.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    if (was.length > 8 && is.length > 8) camera.zoom(is.length / was.length, middle(now, other));
    const twist = Math.atan2(Math.sin(is.angle - was.angle), Math.cos(is.angle - was.angle));
    camera.turn(0, 0, twist);
    onTurned();
  }
  return () => away.abort();
}

const between = (a: Touch, b: Touch) => ({
  length: Math.hypot(a.x - b.x, a.y - b.y),
  angle: Math.atan2(a.y - b.y, a.x - b.x),
});
const middle = (a: Touch, b: Touch): Touch => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
