import { useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import shell from '../frame/frame.module.css';
import { useFullScreen } from '../frame/use-full-screen.ts';
import { gridColours } from '../three/grid.ts';
import room from '../three/room.module.css';
import { type ViewName, viewNames } from '../three/views.ts';
import classes from './scan.module.css';
import { ScanMessages } from './scan-messages.tsx';
import type { ScanModel } from './scan-model.ts';
import { ScanToolbar } from './scan-toolbar.tsx';
import { ScanTools } from './scan-tools.tsx';
import { shownModels } from './shown-models.ts';
import { useStage } from './use-stage.ts';

type Props = { models: readonly ScanModel[]; height: number | string };

/** The drawing with its tools, messages and what a screen reader hears. */
export function ScanViewer({ models, height }: Props) {
  const { t } = useTranslation('viewer');
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const [ground, setGround] = useState<'light' | 'dark' | null>(null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [view, setView] = useState<ViewName>(startingView(models));
  const [turned, setTurned] = useState(false);
  const [asked, setAsked] = useState(0);
  const [look, setLook] = useState({ colours: true, wireframe: false, grid: false });
  const full = useFullScreen(frame);
  const onTurned = useCallback(() => setTurned(true), []);
  const { stage, stageState, loads, again } = useStage(host, models, onTurned);

  const background = ground ?? scheme;
  const shown = useMemo(() => shownModels(models, hidden, view), [models, hidden, view]);
  const ready = [...loads.values()].filter(({ state }) => state === 'ready').length;

  // biome-ignore lint/correctness/useExhaustiveDependencies: what has just been loaded appears too
  useEffect(() => {
    stage?.appear({ shown, ...look, gridColour: gridColours[background] });
  }, [stage, shown, look, background, ready]);

  // Each arriving model may change how all lie and how much room they need; a view chosen by hand stays.
  const settled = useRef(false);
  settled.current = turned;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only an arrival brings the view back
  useEffect(() => {
    if (stage && !settled.current) stage.look(view, 'once');
  }, [stage, ready]);

  // Only now do the models stand that this view shows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same view asked for again flies there again
  useEffect(() => {
    if (asked > 0) stage?.look(view);
  }, [asked]);

  const choose = (name: ViewName) => {
    setView(name);
    setTurned(false);
    setAsked((before) => before + 1);
  };
  const toggle = (url: string) => {
    const next = new Set(hidden);
    if (!next.delete(url)) next.add(url);
    setHidden(next);
  };
  const onKey = (event: KeyboardEvent) => {
    if (!stage || event.ctrlKey || event.metaKey || event.altKey) return;
    const number = viewNames[Number(event.key) - 1];
    const arrow = arrows[event.key];
    const onDrawing = event.target === host.current;
    if (number) choose(number);
    else if (event.key === '0') choose(startingView(models));
    else if (event.key === '+' || event.key === '=') stage.moves.zoom(1.15);
    else if (event.key === '-') stage.moves.zoom(1 / 1.15);
    else if (arrow && onDrawing) {
      if (event.shiftKey) stage.moves.pan(arrow[0] * 24, arrow[1] * 24);
      else {
        stage.moves.turn(arrow[0] * 0.12, arrow[1] * 0.12);
        setTurned(true);
      }
    } else return;
    event.preventDefault();
  };

  const names = models.filter(({ url }) => shown.has(url) && loads.get(url)?.state === 'ready').map(({ name }) => name);
  const said = names.length > 0 ? names.join(', ') : t('scan.nothing');
  const open = stageState === 'open' || stageState === 'opening';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys work from the drawing and every tool around it
    <div ref={frame} className={shell.frame} data-ground={background} onKeyDown={onKey}>
      <ScanToolbar {...{ models, loads, hidden, toggle, choose }} view={turned ? null : view} off={!open} />
      <div className={room.room} style={full.on ? undefined : { height }}>
        <div
          ref={host}
          className={`${room.host} ${shell.drawing}`}
          role="application"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys turn what it shows
          tabIndex={0}
          aria-label={t('scan.title')}
          aria-describedby={`${id}-how`}
        />
        <ScanTools
          {...{ look, setLook, full, background, setGround }}
          reset={() => choose(view)}
          coloured={[...loads.values()].some((load) => load.state === 'ready' && load.facts.coloured)}
          off={!open}
        />
        <ScanMessages {...{ models, loads, stageState, again }} />
      </div>
      <p className={classes.hint}>{t('scan.hint')}</p>
      <div className="off-screen">
        <p aria-live="polite">
          {t('scan.shown', { names: said, view: turned ? t('scan.free') : t(`scan.views_long.${view}`) })}
        </p>
        <p id={`${id}-how`}>{t('scan.keys')}</p>
        <ul>
          {models.map(({ url, name }) => {
            const load = loads.get(url);
            if (load?.state !== 'ready') return null;
            const [width, depth, tall] = load.facts.size.map((value) => Math.round(value * 10) / 10);
            return (
              <li key={url}>
                {t('scan.facts', { name, triangles: load.facts.triangles, width, depth, height: tall })}
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

const arrows: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** One arch alone shows itself best from its chewing side. */
function startingView(models: readonly ScanModel[]): ViewName {
  const roles = new Set(models.map(({ role }) => role));
  if (roles.size === 1 && roles.has('upper')) return 'upper';
  return roles.size === 1 && roles.has('lower') ? 'lower' : 'front';
}
