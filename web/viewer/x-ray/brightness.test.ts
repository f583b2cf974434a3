import { expect, test } from 'vitest';
import { adjusted, measuredWindows, told } from './brightness.ts';

const range = { min: 0, max: 4000 };
const start = { low: 1000, high: 3000, inverted: false };

test('one direction makes it brighter, the other harder, and back is back', () => {
  const brighter = adjusted(start, -0.1, 0, range);
  expect(told(brighter, range)).toEqual({ centre: 1600, width: 2000 });
  const harder = adjusted(start, 0, -0.5, range);
  expect(told(harder, range)).toEqual({ centre: 2000, width: 736 });
  const back = adjusted(adjusted(start, 0.2, 0.3, range), -0.2, -0.3, range);
  expect([Math.round(back.low), Math.round(back.high)]).toEqual([1000, 3000]);
});

test('however far one drags, something can still be seen', () => {
  for (const far of [-50, 50]) {
    const { low, high } = adjusted(start, far, far, range);
    expect(high - low).toBeGreaterThanOrEqual(8);
    expect(high - low).toBeLessThanOrEqual(16_000);
    expect((low + high) / 2).toBeGreaterThanOrEqual(-2000);
    expect((low + high) / 2).toBeLessThanOrEqual(6000);
  }
});

test('a grey film scanned as a JPEG gets a proposal from what it shows', () => {
  const film = Uint8Array.from({ length: 10_000 }, (_, place) => 60 + (place % 100));
  const [full, auto] = measuredWindows(film);
  expect([full!.low, full!.high]).toEqual([0, 255]);
  expect([auto!.kind, auto!.low, auto!.high]).toEqual(['auto', 60, 159]);
  expect(measuredWindows(new Uint8Array(100).fill(9))[1]).toMatchObject({ low: 9, high: 10 });
});
