import type { Clock } from '#platform/clock.ts';

const day = 86_400_000;

/** Real time, but for the days on which the demo's history happens. */
export class DemoClock implements Clock {
  private behindMs = 0;

  now(): Date {
    return new Date(Date.now() - this.behindMs);
  }

  /** From now on it is so many days ago. */
  goTo(daysAgo: number): void {
    this.behindMs = daysAgo * day;
  }
}
