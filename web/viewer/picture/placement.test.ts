import { describe, expect, test } from 'vitest';
import { fitted, isZoomed, moved, zoomed } from './placement.ts';

const film = { width: 2000, height: 1000 };
const room = { width: 1000, height: 800 };

describe('a picture in its room', () => {
  test('is shown whole and in the middle, a small one not blown up beyond four times', () => {
    expect(fitted(film, room)).toEqual({ scale: 0.5, x: 0, y: 150 });
    expect(fitted({ width: 10, height: 10 }, room).scale).toBe(4);
  });

  test('grows around the point under the finger', () => {
    const at = { x: 250, y: 400 };
    const near = zoomed(fitted(film, room), 4, at, film, room);
    expect(near.scale).toBe(2);
    // What lay there before lies there still: the film's pixel (500, 500).
    expect([near.x + 500 * near.scale, near.y + 500 * near.scale]).toEqual([at.x, at.y]);
    expect(isZoomed(near, film, room)).toBe(true);
  });

  test('never becomes smaller than the room, larger than twelve times, or lost outside', () => {
    const start = fitted(film, room);
    expect(zoomed(start, 0.01, { x: 5, y: 5 }, film, room)).toEqual(start);
    expect(zoomed(start, 1000, { x: 5, y: 5 }, film, room).scale).toBe(6);
    const near = zoomed(start, 4, { x: 500, y: 400 }, film, room);
    expect(moved(near, { x: 99_999, y: 99_999 }, film, room)).toEqual({ scale: 2, x: 0, y: 0 });
    expect(moved(near, { x: -99_999, y: -99_999 }, film, room)).toEqual({ scale: 2, x: -3000, y: -1200 });
    expect(moved(start, { x: 40, y: 40 }, film, room)).toEqual(start);
  });
});
