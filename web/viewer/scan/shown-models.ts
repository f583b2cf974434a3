import type { ViewName } from '../three/views.ts';
import type { ScanModel } from './scan-model.ts';

/** Which models are seen: those not switched off, and from an occlusal view only that arch, which the other one would hide. */
export function shownModels(
  models: readonly ScanModel[],
  hidden: ReadonlySet<string>,
  view: ViewName,
): ReadonlySet<string> {
  const wanted = models.filter(({ url }) => !hidden.has(url));
  const arch = view === 'upper' || view === 'lower' ? view : null;
  const ofArch = wanted.filter(({ role }) => role === arch);
  return new Set((ofArch.length > 0 ? ofArch : wanted).map(({ url }) => url));
}
