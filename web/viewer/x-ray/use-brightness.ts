import { useCallback, useEffect, useState } from 'react';
import type { PixelsHeader } from '#contract/pixels.ts';
import { adjusted, type Brightness, brightnessOf } from './brightness.ts';

/** The brightness in which an X-ray is seen: one of its windows, or what somebody made of it. */
export function useBrightness(header: PixelsHeader | null) {
  const [brightness, setBrightness] = useState<Brightness | null>(null);
  // Null once changed by hand.
  const [chosen, setChosen] = useState<number | null>(0);

  const choose = useCallback(
    (index: number) => {
      const window = header?.windows[index];
      if (!header || !window) return;
      setBrightness((before) => brightnessOf(window, before?.inverted ?? header.inverted));
      setChosen(index);
    },
    [header],
  );
  const reset = useCallback(() => {
    const window = header?.windows[0];
    setBrightness(window ? brightnessOf(window, header.inverted) : null);
    setChosen(0);
  }, [header]);
  const adjust = useCallback(
    (level: number, contrast: number) => {
      if (!header) return;
      // Up is brighter, also where low values are the bright ones.
      setBrightness((before) => before && adjusted(before, before.inverted ? -level : level, contrast, header));
      setChosen(null);
    },
    [header],
  );
  const invert = useCallback(() => setBrightness((before) => before && { ...before, inverted: !before.inverted }), []);
  useEffect(reset, [reset]);
  return { brightness, chosen, choose, reset, adjust, invert };
}
