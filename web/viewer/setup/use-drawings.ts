import { useEffect, useRef, useState } from 'react';
import { calm } from '../three/calm.ts';
import type { ViewName } from '../three/views.ts';
import type { Drawing } from './pane.tsx';
import { Playback } from './playback.ts';
import type { SetupViewProps } from './setup-view-props.ts';
import type { Shown } from './use-shown.ts';

const glideTime = 140;

/** Moves what is drawn: through the stages and around. */
export function useDrawings({ stage, onStage }: SetupViewProps, shown: Shown) {
  const { own, other, second, comparing, look, last } = shown;
  const [main, setMain] = useState<Drawing | null>(null);
  const [beside, setBeside] = useState<Drawing | null>(null);
  const [playing, setPlaying] = useState(false);
  const [asked, setAsked] = useState(0);
  const now = useRef({ main, beside, comparing, stage, onStage, view: look.view });
  now.current = { main, beside, comparing, stage, onStage, view: look.view };
  const settled = useRef(false);
  settled.current = shown.turned;
  const [playback] = useState(
    () =>
      new Playback((at) => {
        const { main, beside, comparing } = now.current;
        const otherAt = comparing.stage === 'same' ? at : comparing.stage;
        main?.stage.moveTo(at);
        main?.stage.moveTo(otherAt, 'ghost');
        beside?.stage.moveTo(otherAt);
      }),
  );

  useEffect(() => {
    if (playback.playing && Math.floor(playback.at + 1e-6) === stage) return;
    setPlaying(false);
    playback.glide(stage, playback.started && !calm() ? glideTime : 0);
  }, [playback, stage]);
  useEffect(() => () => playback.stop(), [playback]);

  // Whatever has just come or changed stands at the shown stage.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these may have brought a new layer
  useEffect(() => {
    playback.again();
  }, [playback, main, beside, own.body, other.body, second, comparing, own.arrivals, other.arrivals]);

  useEffect(() => {
    if (!main || !beside) return;
    beside.stage.camera.follow(main.stage.camera);
    main.stage.link(beside.stage);
    beside.stage.link(main.stage);
    return () => {
      main.stage.link(null);
      beside.stage.link(null);
    };
  }, [main, beside]);

  // Two share the room: each needs the whole mouth in its half, as soon as it has its size.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only beginning and end of two beside each other change the room
  useEffect(() => {
    if (!main || settled.current) return;
    const soon = setTimeout(() => main.stage.look(now.current.view, 'once'), 60);
    return () => clearTimeout(soon);
  }, [main, beside]);

  // Arriving meshes need room; a view chosen by hand stays.
  const ready = own.state.coarse === 1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only an arrival brings the view back
  useEffect(() => {
    if (main && !settled.current) main.stage.look(look.view, 'once');
  }, [main, ready]);
  // Only now is shown what this view shows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same view asked for again flies there again
  useEffect(() => {
    if (asked > 0) main?.stage.look(look.view);
  }, [asked]);

  const go = (to: number) => {
    playback.stop();
    setPlaying(false);
    const wanted = Math.min(Math.max(to, 0), last);
    if (wanted === stage) playback.glide(stage, calm() ? 0 : glideTime);
    else onStage(wanted);
  };
  const play = (speed: number) => {
    setPlaying(true);
    playback.play(
      last,
      speed,
      (at) => at !== now.current.stage && now.current.onStage(at),
      () => setPlaying(false),
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another speed goes on at that speed
  useEffect(() => {
    if (playback.playing) play(look.speed);
  }, [look.speed]);

  return {
    ...{ main, setMain, setBeside, beside, playing, go },
    togglePlay() {
      if (!playback.playing) return play(look.speed);
      playback.stop();
      setPlaying(false);
      go(Math.round(playback.at));
    },
    choose(view: ViewName) {
      shown.setView(view);
      setAsked((before) => before + 1);
    },
  };
}

export type Drawings = ReturnType<typeof useDrawings>;
