import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Placement, Size } from '../picture/placement.ts';
import type { Brightness } from './brightness.ts';
import { type Drawing, startDrawing } from './draw-x-ray.ts';
import type { XRay } from './load-x-ray.ts';

type Shown = { place: Placement | null; room: Size; brightness: Brightness | null; turns: number };

const mostRestarts = 3;

/** Keeps an X-ray drawn in an element, once a frame at most. Says whether the browser can. */
export function useDrawing(element: RefObject<HTMLElement | null>, xRay: XRay | null, shown: Shown) {
  const [possible, setPossible] = useState(true);
  const [restarts, setRestarts] = useState(0);
  const drawing = useRef<Drawing | null>(null);
  const latest = useRef(shown);
  const frame = useRef(0);
  latest.current = shown;

  const paint = () => {
    const { place, room, brightness, turns } = latest.current;
    if (place && brightness) drawing.current?.draw(place, room, brightness, turns);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a lost drawing is begun anew
  useEffect(() => {
    if (!element.current || !xRay) return;
    const canvas = document.createElement('canvas');
    element.current.prepend(canvas);
    const lost = () => setRestarts((before) => Math.min(before + 1, mostRestarts));
    drawing.current = startDrawing(canvas, xRay);
    canvas.addEventListener('webglcontextlost', lost);
    setPossible(drawing.current !== null);
    paint();
    return () => {
      canvas.removeEventListener('webglcontextlost', lost);
      drawing.current?.end();
      drawing.current = null;
      canvas.remove();
    };
  }, [element, xRay, restarts]);

  useEffect(() => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(paint);
  });
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return possible;
}
