import { type RefObject, useCallback, useEffect, useState } from 'react';
import { fitted, isZoomed, moved, type Placement, type Point, type Size, zoomed } from './placement.ts';

/** Where a picture lies in an element that may change its size, and how it is moved. Fitted until somebody zooms. */
export function usePlacement(element: RefObject<HTMLElement | null>, picture: Size | null) {
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 });
  const [chosen, setChosen] = useState<Placement | null>(null);

  useEffect(() => {
    const observed = element.current;
    if (!observed) return;
    const observer = new ResizeObserver(() => {
      setRoom({ width: observed.clientWidth, height: observed.clientHeight });
    });
    observer.observe(observed);
    return () => observer.disconnect();
  }, [element]);

  const ready = picture !== null && room.width > 0 && room.height > 0;
  const place = !ready ? null : chosen ? moved(chosen, { x: 0, y: 0 }, picture, room) : fitted(picture, room);
  const change = useCallback(
    (to: (from: Placement, picture: Size, room: Size) => Placement) => {
      if (!ready) return;
      setChosen((before) => {
        const after = to(before ?? fitted(picture, room), picture, room);
        return isZoomed(after, picture, room) ? after : null;
      });
    },
    [ready, picture, room],
  );
  const zoom = useCallback(
    (factor: number, at: Point = { x: room.width / 2, y: room.height / 2 }) =>
      change((from, of, within) => zoomed(from, factor, at, of, within)),
    [change, room],
  );
  const move = useCallback((by: Point) => change((from, of, within) => moved(from, by, of, within)), [change]);
  const whole = useCallback(() => setChosen(null), []);
  /** Near where it was whole, whole where it was near. */
  const point = useCallback((at: Point) => (chosen ? whole() : zoom(3, at)), [chosen, whole, zoom]);
  return { room, place, zoomed: chosen !== null, zoom, move, whole, point };
}
