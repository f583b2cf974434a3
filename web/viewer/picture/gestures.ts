import type { Point } from './placement.ts';

/** What fingers, mouse and pen ask for. Points are within the element, distances in its pixels. */
export type PictureGestures = {
  zoom: (factor: number, at: Point) => void;
  move: (by: Point) => void;
  /** One finger or the first mouse button; `move` where Shift or another button is held. */
  drag: (by: Point, whole: Point) => void;
  dragged?: (whole: Point) => void;
  point: (at: Point) => void;
};

/** Listens until the returned function is called. */
export function listenToPicture(element: HTMLElement, gestures: () => PictureGestures): () => void {
  const touches = new Map<number, Point & { start: Point }>();
  let pinched = false;
  const away = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(name: K, act: (event: HTMLElementEventMap[K]) => void) =>
    element.addEventListener(name, act, { signal: away.signal, passive: false });
  const within = (event: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  on('pointerdown', (event) => {
    // Controls that lie over the picture are pressed, not dragged.
    if ((event.target as HTMLElement).closest('button, a')) return;
    const at = within(event);
    touches.set(event.pointerId, { ...at, start: at });
    if (touches.size > 1) pinched = true;
    element.setPointerCapture(event.pointerId);
  });
  on('pointermove', (event) => {
    const before = touches.get(event.pointerId);
    if (!before) return;
    const now = within(event);
    const by = { x: now.x - before.x, y: now.y - before.y };
    if (touches.size === 2) twoFingers(event.pointerId, before, now);
    else if (event.shiftKey || event.buttons & 6) gestures().move(by);
    else if (!pinched) gestures().drag(by, { x: now.x - before.start.x, y: now.y - before.start.y });
    touches.set(event.pointerId, { ...now, start: before.start });
  });
  const end = (event: PointerEvent) => {
    const last = touches.get(event.pointerId);
    touches.delete(event.pointerId);
    if (last && !pinched) gestures().dragged?.({ x: last.x - last.start.x, y: last.y - last.start.y });
    if (touches.size === 0) pinched = false;
  };
  on('pointerup', end);
  on('pointercancel', end);
  on('contextmenu', (event) => event.preventDefault());
  on('dblclick', (event) => {
    if (!(event.target as HTMLElement).closest('button, a')) gestures().point(within(event));
  });
  on('wheel', (event) => {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1);
    gestures().zoom(Math.exp(-Math.max(-150, Math.min(pixels, 150)) * 0.002), within(event));
  });

  function twoFingers(moving: number, before: Point, now: Point) {
    const other = [...touches].find(([id]) => id !== moving)?.[1];
    if (!other) return;
    gestures().move({ x: (now.x - before.x) / 2, y: (now.y - before.y) / 2 });
    const [was, is] = [distance(before, other), distance(now, other)];
    if (was > 8 && is > 8) gestures().zoom(is / was, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  }
  return () => away.abort();
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
