/** Whether a person asked for no movement beyond what they do themselves. */
export const calm = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
