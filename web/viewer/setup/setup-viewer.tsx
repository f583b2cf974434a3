import { useComputedColorScheme } from '@mantine/core';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import shell from '../frame/frame.module.css';
import { useFullScreen } from '../frame/use-full-screen.ts';
import room from '../three/room.module.css';
import { ComparePanel } from './compare-panel.tsx';
import { Legend } from './legend.tsx';
import { Pane, type PaneState } from './pane.tsx';
import { Said } from './said.tsx';
import classes from './setup.module.css';
import { SetupHelp } from './setup-help.tsx';
import { SetupMessages } from './setup-messages.tsx';
import { SetupToolbar } from './setup-toolbar.tsx';
import { SetupTools } from './setup-tools.tsx';
import type { SetupViewProps } from './setup-view-props.ts';
import { Timeline } from './timeline.tsx';
import { useActs } from './use-acts.ts';
import { useDrawings } from './use-drawings.ts';
import { type Toggle, toggles } from './use-remembered.ts';
import { useShown } from './use-shown.ts';

/** What is offered of the switches: patients see no numbers and marks of the trade. */
const forPatients: readonly Toggle[] = ['upper', 'lower', 'gums', 'attachments'];

/** The drawing with its controls, messages and what a screen reader hears. */
export function SetupViewer(props: SetupViewProps) {
  const { stage, selectedTooth, onSelectTooth, compare, onPickPoint, reduced = false } = props;
  // Comments are none of a patient’s business.
  const pins = reduced ? [] : (props.pins ?? []);
  const { t } = useTranslation('viewer');
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [paneState, setPaneState] = useState<PaneState>('opening');
  const [helping, setHelping] = useState(false);
  const scheme = useComputedColorScheme('light');
  const full = useFullScreen(frame);
  const shown = useShown(props, scheme);
  const drawings = useDrawings(props, shown);
  const acts = useActs(props, { shown, drawings, frame, full, help: () => setHelping(true) });
  const { own, other, second, look, view, comparing, measure, marks } = shown;

  const open = paneState === 'open' || paneState === 'opening';
  const off = !open || !own.plan;
  const picking = onPickPoint !== undefined || measure.on;
  const offered = toggles.filter(
    (name) => name !== 'grid' && (!reduced || forPatients.includes(name)) && (name !== 'pins' || pins.length > 0),
  );
  const paneProps = {
    arrivals: own.arrivals + other.arrivals,
    pinsOpen: (pin: string) => props.onOpenPin?.(pin),
    onTurned: shown.onTurned,
    onState: setPaneState,
    describedBy: `${id}-how`,
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys work from the drawing and every tool around it
    <div
      ref={frame}
      className={shell.frame}
      data-ground={scheme}
      data-detail={own.state.full === 1 ? 'full' : own.state.coarse === 1 ? 'coarse' : 'none'}
      onKeyDown={acts.onKeyDown}
    >
      <SetupToolbar
        look={{ ...look, upper: shown.arches.has('upper'), lower: shown.arches.has('lower') }}
        flip={shown.flip}
        choose={drawings.choose}
        {...{ offered, view, off }}
      />
      {comparing.mode !== 'off' && !reduced && (
        <ComparePanel
          comparing={comparing}
          change={shown.setComparing}
          other={compare?.label ?? null}
          last={shown.last}
          otherLast={shown.otherLast}
          close={shown.toggleComparing}
        />
      )}
      <div className={room.room} style={full.on ? undefined : { height: props.height ?? 'clamp(320px, 62vh, 760px)' }}>
        <Pane
          {...paneProps}
          body={own.body}
          treatment={props.treatment}
          ghost={comparing.mode === 'over' ? (second?.body ?? null) : null}
          appearance={shown.appearance}
          wishes={shown.wishes}
          pins={look.pins ? pins : []}
          label={t(reduced ? 'setup.title_reduced' : 'setup.title')}
          picking={picking}
          onTap={acts.onTap}
          onDrawing={drawings.setMain}
        >
          {picking && <i className={classes.cross} aria-hidden="true" />}
        </Pane>
        {comparing.mode === 'beside' && (
          <Pane
            {...paneProps}
            body={second?.body ?? null}
            treatment={comparing.which === 'own' ? props.treatment : (compare?.treatment ?? props.treatment)}
            ghost={null}
            appearance={shown.appearance}
            wishes={shown.besideWishes}
            pins={[]}
            label={t('setup.title_beside')}
            picking={false}
            beside
            onTap={(x, y, drawn) => onSelectTooth(drawn.pick(x, y)?.tooth ?? null)}
            onDrawing={drawings.setBeside}
          />
        )}
        <SetupTools
          grid={look.grid}
          flipGrid={() => shown.flip('grid')}
          measuring={measure.on}
          measure={measure.toggle}
          comparing={comparing.mode !== 'off'}
          compare={shown.toggleComparing}
          picture={acts.picture}
          reset={() => drawings.choose(look.view)}
          help={() => setHelping(true)}
          {...{ full, reduced, off }}
        />
        <Legend
          {...{ comparing, reduced, picking, stage }}
          label={props.label}
          other={compare?.label}
          measure={measure}
          choosing={onPickPoint !== undefined}
        />
        <SetupMessages own={own} other={second === other ? other : null} pane={paneState} again={own.again} />
      </div>
      <Timeline
        stage={stage}
        last={shown.last}
        go={drawings.go}
        playing={drawings.playing}
        toggle={drawings.togglePlay}
        speed={look.speed}
        setSpeed={(speed) => shown.change({ speed })}
        marks={marks}
        off={off}
      />
      <Said {...{ props, shown, selectedTooth }} howId={`${id}-how`} />
      <SetupHelp opened={helping} close={() => setHelping(false)} reduced={reduced} />
    </div>
  );
}
