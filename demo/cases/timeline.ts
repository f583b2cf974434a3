import type { DemoClock } from '../demo-clock.ts';

/** Waits until it is so many days ago. */
export type At = (daysAgo: number) => Promise<void>;
export type Story = (at: At) => Promise<void>;

type Waiting = { daysAgo: number; go: () => void };

/** Lets many stories happen in the order of their days; what falls into the same quarter of a day happens together. */
export async function tell(stories: readonly Story[], clock: DemoClock): Promise<void> {
  const waiting: Waiting[] = [];
  let acting = 0;
  let failed: unknown;
  let quiet = () => {};
  const rest = () => {
    acting -= 1;
    if (acting === 0) quiet();
  };
  const untilQuiet = () =>
    new Promise<void>((resolve) => {
      quiet = resolve;
      if (acting === 0) resolve();
    });
  for (const story of stories) {
    acting += 1;
    const at: At = (daysAgo) =>
      new Promise((go) => {
        waiting.push({ daysAgo, go });
        rest();
      });
    void story(at)
      .catch((error: unknown) => {
        failed ??= error;
      })
      .then(rest);
  }
  await untilQuiet();
  while (waiting.length > 0 && failed === undefined) {
    const day = Math.max(...waiting.map(({ daysAgo }) => daysAgo));
    clock.goTo(day);
    const now = waiting.filter(({ daysAgo }) => daysAgo > day - 0.25).slice(0, 6);
    for (const each of now) waiting.splice(waiting.indexOf(each), 1);
    acting += now.length;
    for (const each of now) each.go();
    await untilQuiet();
  }
  if (failed !== undefined) throw failed;
}
