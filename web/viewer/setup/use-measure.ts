import { useState } from 'react';
import type { End } from './drawing/measure.ts';
import type { Found } from './drawing/pick.ts';

export type Measure = {
  on: boolean;
  ends: readonly End[];
  toggle: () => void;
  add: (found: Found) => void;
  off: () => void;
};

/** Two points that keep to their teeth; a third begins anew. */
export function useMeasure(): Measure {
  const [on, setOn] = useState(false);
  const [ends, setEnds] = useState<readonly End[]>([]);
  const off = () => {
    setOn(false);
    setEnds([]);
  };
  return {
    on,
    ends,
    toggle: () => (on ? off() : setOn(true)),
    add: ({ tooth, point }) =>
      setEnds((before) => (before.length === 2 ? [{ tooth, point }] : [...before, { tooth, point }])),
    off,
  };
}
