/** Tells the time. Passed in wherever time decides something, so that a test can turn it. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };
