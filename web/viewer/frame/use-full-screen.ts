import { type RefObject, useEffect, useState } from 'react';

export type FullScreen = { on: boolean; possible: boolean; toggle: () => void };

/** Whether an element fills the screen, and the switch for it. Not every phone can. */
export function useFullScreen(element: RefObject<HTMLElement | null>): FullScreen {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const note = () => setOn(document.fullscreenElement !== null && document.fullscreenElement === element.current);
    document.addEventListener('fullscreenchange', note);
    return () => document.removeEventListener('fullscreenchange', note);
  }, [element]);
  const toggle = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void element.current?.requestFullscreen().catch(() => {});
  };
  return { on, possible: document.fullscreenEnabled, toggle };
}
