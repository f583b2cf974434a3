const seconds = [1, 5, 30, 120, 600, 1800, 3600, 7200];
const patience = 3 * 24 * 3600 * 1000;

/** When to try a letter again after its nth attempt failed for the time being, or null once three days have passed. */
export function nextAttempt(attempts: number, createdAt: Date, now: Date): Date | null {
  const delay = seconds[Math.min(Math.max(attempts, 1), seconds.length) - 1]! * 1000;
  const next = new Date(now.getTime() + delay);
  return next.getTime() - createdAt.getTime() > patience ? null : next;
}
