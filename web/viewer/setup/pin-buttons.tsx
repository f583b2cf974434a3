import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { PinSpot } from './drawing/pins.ts';
import classes from './setup.module.css';
import type { Pin } from './setup-view-props.ts';

type Props = { pins: readonly Pin[]; picking: boolean; open: (id: string) => void; ref: Ref<HTMLDivElement> };

/** The comments' marks at their places. They are moved after each picture without rendering anew, and let taps through while a place is chosen. */
export function PinButtons({ pins, picking, open, ref }: Props) {
  const { t } = useTranslation('viewer');
  return (
    <div ref={ref} className={classes.pins} data-picking={picking || undefined}>
      {pins.map(({ id, mark, resolved }) => (
        <button
          key={id}
          type="button"
          className={classes.pin}
          data-pin={id}
          data-resolved={resolved || undefined}
          aria-label={t(resolved ? 'setup.pin_resolved' : 'setup.pin', { mark })}
          onClick={() => open(id)}
        >
          {mark}
        </button>
      ))}
    </div>
  );
}

/** Moves the pins to where their places are now; faint where something lies before them, small at another stage. */
export function placePins(within: HTMLElement | null, spots: readonly PinSpot[]): void {
  if (!within) return;
  for (const { id, spot, hidden, here } of spots) {
    const button = within.querySelector<HTMLElement>(`[data-pin="${CSS.escape(id)}"]`);
    if (!button) continue;
    button.hidden = !spot;
    if (spot) button.style.translate = `${spot.x.toFixed(1)}px ${spot.y.toFixed(1)}px`;
    button.toggleAttribute('data-behind', hidden);
    button.toggleAttribute('data-elsewhere', !here);
  }
}
