import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import shell from '../frame/frame.module.css';
import room from '../three/room.module.css';
import { madeAttachments } from './drawing/made-attachments.ts';
import { Overlay, type OverlayWishes } from './drawing/overlay.ts';
import type { SetupBody } from './drawing/setup-body.ts';
import { type Appearance, SetupStage } from './drawing/setup-stage.ts';
import { PinButtons, placePins } from './pin-buttons.tsx';
import classes from './setup.module.css';
import type { Pin } from './setup-view-props.ts';

export type PaneState = 'opening' | 'open' | 'lost' | 'no_webgl';
export type Drawing = { stage: SetupStage; overlay: Overlay };

type Props = {
  body: SetupBody | null;
  treatment: TreatmentPlan;
  ghost: SetupBody | null;
  appearance: Appearance;
  wishes: OverlayWishes;
  /** Counts up with every arrival of meshes. */
  arrivals: number;
  pins: readonly Pin[];
  pinsOpen: (id: string) => void;
  onTap: (x: number, y: number, stage: SetupStage) => void;
  onTurned: () => void;
  onState: (state: PaneState) => void;
  /** Tells when there is something to move and to look at, and when no more. */
  onDrawing: (drawing: Drawing | null) => void;
  label: string;
  describedBy: string;
  picking: boolean;
  /** The second of two. */
  beside?: boolean;
  children?: ReactNode;
};

/** One canvas with what lies over it. */
export function Pane(props: Props) {
  const { body, treatment, ghost, appearance, wishes, arrivals, pins, label, describedBy, picking, children } = props;
  const host = useRef<HTMLDivElement>(null);
  const buttons = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const now = useRef(props);
  now.current = props;

  useEffect(() => {
    const within = host.current;
    if (!within) return;
    let stage: SetupStage | null = null;
    let overlay: Overlay | null = null;
    const tell = (made: Drawing | null) => {
      setDrawing(made);
      now.current.onDrawing(made);
    };
    const open = () => {
      const opened = new SetupStage(within, {
        onTurned: () => now.current.onTurned(),
        onLost: () => now.current.onState('lost'),
        onRestored: () => now.current.onState('open'),
        onTap: (x, y) => now.current.onTap(x, y, opened),
        onDrawn: () => overlay?.draw(),
      });
      stage = opened;
      overlay = new Overlay(opened, (spots) => placePins(buttons.current, spots));
      now.current.onState('open');
      overlay.canvas.className = classes.over ?? '';
      tell({ stage, overlay });
    };
    // A task of its own: the controls are there before the graphics card is asked.
    const soon = setTimeout(() => {
      try {
        open();
      } catch {
        now.current.onState('no_webgl');
      }
    });
    return () => {
      clearTimeout(soon);
      tell(null);
      overlay?.dispose();
      stage?.dispose();
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what has just been loaded appears too
  useEffect(() => {
    if (!drawing) return;
    const { stage } = drawing;
    const main = stage.setBody('main', body);
    stage.setBody('ghost', ghost);
    if (main && !main.hasMade) {
      const made = madeAttachments(main, treatment);
      if (made && made !== 'none') main.setMade(made.pieces, made.worn);
    }
    stage.appear(appearance);
  }, [drawing, body, ghost, appearance, arrivals, treatment]);

  useEffect(() => {
    if (!drawing) return;
    drawing.overlay.wishes = wishes;
    drawing.stage.invalidate();
  }, [drawing, wishes]);

  return (
    <div className={`${classes.pane} ${props.beside ? classes.beside : ''}`}>
      <div
        ref={host}
        className={`${room.host} ${shell.drawing}`}
        data-picking={picking || undefined}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move what it shows
        tabIndex={0}
        aria-label={label}
        aria-describedby={describedBy}
      />
      <PinButtons ref={buttons} pins={pins} picking={picking} open={props.pinsOpen} />
      {children}
    </div>
  );
}
