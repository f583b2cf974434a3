import { useCallback, useEffect, useState } from 'react';
import { loadXRay, type XRay } from './load-x-ray.ts';

export type XRayLoad = { state: 'loading' } | { state: 'ready'; xRay: XRay } | { state: 'failed' };

/** Loads an X-ray, and again where asked. */
export function useXRay(src: string, pixelsUrl: string | undefined) {
  const [load, setLoad] = useState<XRayLoad>({ state: 'loading' });
  const [asked, setAsked] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asking again loads again
  useEffect(() => {
    const away = new AbortController();
    let loaded: XRay | undefined;
    setLoad({ state: 'loading' });
    loadXRay(src, pixelsUrl, away.signal).then(
      (xRay) => {
        loaded = xRay;
        if (!away.signal.aborted) setLoad({ state: 'ready', xRay });
        else if ('bitmap' in xRay) xRay.bitmap.close();
      },
      () => !away.signal.aborted && setLoad({ state: 'failed' }),
    );
    return () => {
      away.abort();
      if (loaded && 'bitmap' in loaded) loaded.bitmap.close();
    };
  }, [src, pixelsUrl, asked]);
  const again = useCallback(() => setAsked((before) => before + 1), []);
  return { load, again };
}
