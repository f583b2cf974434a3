import type { Arch } from '#contract/teeth.ts';

/** Half an arch's middle line: x to the side, y to the front, by the way along it from the midline, in mm. */
export type ArchCurve = {
  length: number;
  at: (along: number) => { x: number; y: number; outward: { x: number; y: number } };
};

const shapes: Record<Arch, { a: number; b: number; roundness: number }> = {
  upper: { a: 29, b: 53, roundness: 2.2 },
  lower: { a: 27, b: 48.5, roundness: 2.25 },
};

/** The arch through the middles of the teeth; `breadth` makes it wider or narrower. */
export function archCurve(arch: Arch, breadth = 1): ArchCurve {
  const { b, roundness } = shapes[arch];
  const a = shapes[arch].a * breadth;
  const steps = 600;
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const angle = (step / steps) * (Math.PI / 2);
    return { x: a * Math.sin(angle) ** (2 / roundness), y: b * Math.cos(angle) ** (2 / roundness) };
  });
  const lengths = new Float64Array(steps + 1);
  for (let i = 1; i <= steps; i += 1) {
    lengths[i] = lengths[i - 1]! + Math.hypot(points[i]!.x - points[i - 1]!.x, points[i]!.y - points[i - 1]!.y);
  }
  const total = lengths[steps]!;
  return {
    length: total,
    at(along) {
      if (along > total) {
        return { x: a, y: total - along, outward: { x: 1, y: 0 } };
      }
      let next = 1;
      while (next < steps && lengths[next]! < along) next += 1;
      const [from, to] = [points[next - 1]!, points[next]!];
      const share = (along - lengths[next - 1]!) / (lengths[next]! - lengths[next - 1]! || 1);
      const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
      const [nx, ny] = [
        Math.abs(x) ** (roundness - 1) / a ** roundness,
        Math.abs(y) ** (roundness - 1) / b ** roundness,
      ];
      const norm = Math.hypot(nx, ny) || 1;
      return { x, y, outward: { x: nx / norm, y: ny / norm } };
    },
  };
}
