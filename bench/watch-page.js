// Runs in a page before its own scripts: notes its largest contentful paint, and how long each interaction took until it was shown.
const longest = new Map();
const seen = { paintMs: 0, painted: '', interactions: () => [...longest.values()] };
window.seenByBench = seen;
// What the page needed to stand, as transferred without headers.
seen.scriptBytesBeforePaint = () =>
  performance
    .getEntriesByType('resource')
    .filter(({ name, startTime }) => /\.js(\?|$)/.test(name) && startTime <= seen.paintMs)
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
new PerformanceObserver((list) => {
  for (const { startTime, element } of list.getEntries()) {
    seen.paintMs = startTime;
    seen.painted = element?.tagName ?? '';
  }
}).observe({ type: 'largest-contentful-paint', buffered: true });
new PerformanceObserver((list) => {
  for (const { interactionId, name, duration, target } of list.getEntries()) {
    if (!interactionId || longest.get(interactionId)?.durationMs >= duration) continue;
    const where = target?.ariaLabel || target?.textContent?.slice(0, 30) || target?.tagName;
    longest.set(interactionId, { what: `${name} on ${where}`, durationMs: duration });
  }
}).observe({ type: 'event', durationThreshold: 16, buffered: true });
