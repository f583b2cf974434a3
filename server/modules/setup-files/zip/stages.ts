import { mostStages } from '../limits.ts';
import type { Problems } from '../problems.ts';

/** Stages as files or tables count them, from the lowest, which is where the teeth stand before treatment. */
export type Stages = { first: number; count: number };

/** Told are gaps, a single position, and too many. */
export function stagesIn(numbers: Iterable<number>, problems: Problems): Stages {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const [first = 0] = sorted;
  const count = (sorted.at(-1) ?? 0) - first;
  if (sorted.length < 2) problems.add('no_stages');
  else if (count > mostStages) problems.add('too_many_stages', '', { found: count, limit: mostStages });
  else if (sorted.length !== count + 1) {
    const there = new Set(sorted);
    for (let stage = first; stage < first + count; stage += 1)
      if (!there.has(stage)) problems.add('stage_missing', '', { stage });
  }
  return { first, count };
}
