import type { Clock } from '#platform/clock.ts';

/** A clock that runs with real time, shifted by as much as a test turned it. */
export class TestClock implements Clock {
  private shiftMs = 0;

  now(): Date {
    return new Date(Date.now() + this.shiftMs);
  }

  /** Turns the clock forward. */
  pass(time: { days?: number; hours?: number; minutes?: number; seconds?: number }): void {
    const { days = 0, hours = 0, minutes = 0, seconds = 0 } = time;
    this.shiftMs += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  }
}
