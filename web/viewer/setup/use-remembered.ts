import { useState } from 'react';
import { type ViewName, viewNames } from '../three/views.ts';

export const toggles = ['upper', 'lower', 'gums', 'attachments', 'numbers', 'ipr', 'pins', 'grid'] as const;
export type Toggle = (typeof toggles)[number];
export const speeds = [1, 2.5, 6] as const;

/** What a person has switched on and off, kept from one setup to the next. */
export type Look = Record<Toggle, boolean> & { view: ViewName; speed: (typeof speeds)[number] };

const usual: Look = {
  ...{ upper: true, lower: true, gums: true, attachments: true, numbers: false, ipr: true, pins: true, grid: false },
  view: 'front',
  speed: 2.5,
};

/** A person's look, read from and kept in the browser. */
export function useRemembered(prefix: string): [Look, (change: Partial<Look>) => void] {
  const key = `${prefix}.view`;
  const [look, setLook] = useState(() => read(key));
  const change = (some: Partial<Look>) =>
    setLook((before) => {
      const next = { ...before, ...some };
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Forbidden or full: then it holds as long as the page.
      }
      return next;
    });
  return [look, change];
}

function read(key: string): Look {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Look>;
    const flags = Object.fromEntries(
      toggles.map((name) => [name, kept[name] === !usual[name] ? !usual[name] : usual[name]]),
    );
    const view = viewNames.find((name) => name === kept.view) ?? usual.view;
    const speed = speeds.find((one) => one === kept.speed) ?? usual.speed;
    return { ...(flags as Record<Toggle, boolean>), view, speed };
  } catch {
    return usual;
  }
}
