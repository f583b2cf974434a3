import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  IconChevronLeft,
  IconChevronRight,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
} from '../../design/icons.ts';
import classes from './timeline.module.css';
import { type Look, speeds } from './use-remembered.ts';

/** Stages at which something is due, for the marks below the slider. */
export type Marks = { ipr: ReadonlySet<number>; attachments: ReadonlySet<number>; comments: ReadonlySet<number> };

const paces = { slow: '½×', normal: '1×', fast: '2×' };

type Props = {
  stage: number;
  last: number;
  go: (stage: number) => void;
  playing: boolean;
  toggle: () => void;
  speed: Look['speed'];
  setSpeed: (speed: Look['speed']) => void;
  marks: Marks;
  off: boolean;
};

/** From the first stage to the last: slider, steps, play. */
export function Timeline({ stage, last, go, playing, toggle, speed, setSpeed, marks, off }: Props) {
  const { t } = useTranslation('viewer');
  const said = stage === 0 ? t('setup.stage_before') : t('setup.stage_of', { stage, last });
  const pace = (['slow', 'normal', 'fast'] as const)[speeds.indexOf(speed)] ?? 'normal';
  const faster = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? speed;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame along
    <div className={classes.timeline} role="group" aria-label={t('setup.timeline')}>
      <div className={classes.steps}>
        <Step label={t('setup.first')} act={() => go(0)} off={off || stage === 0}>
          <IconPlayerSkipBack size={18} />
        </Step>
        <Step label={t('setup.previous')} act={() => go(stage - 1)} off={off || stage === 0}>
          <IconChevronLeft size={20} />
        </Step>
        <Tooltip label={t(playing ? 'setup.pause' : 'setup.play')} withinPortal={false}>
          <ActionIcon
            size={38}
            radius="xl"
            aria-label={t(playing ? 'setup.pause' : 'setup.play')}
            disabled={off || last === 0}
            onClick={toggle}
          >
            {playing ? <IconPlayerPause size={20} /> : <IconPlayerPlay size={20} />}
          </ActionIcon>
        </Tooltip>
        <Step label={t('setup.next')} act={() => go(stage + 1)} off={off || stage >= last}>
          <IconChevronRight size={20} />
        </Step>
        <Step label={t('setup.last')} act={() => go(last)} off={off || stage >= last}>
          <IconPlayerSkipForward size={18} />
        </Step>
      </div>
      <div className={classes.track}>
        <input
          type="range"
          min={0}
          max={last}
          step={1}
          value={stage}
          disabled={off || last === 0}
          aria-label={t('setup.stage')}
          aria-valuetext={said}
          onChange={(event) => go(Number(event.currentTarget.value))}
        />
        <TrackMarks marks={marks} last={last} />
      </div>
      <output className={classes.where} aria-hidden="true">
        {said}
      </output>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        aria-label={t('setup.speed', { pace: `${t(`setup.paces.${pace}`)}, ${paces[pace]}` })}
        onClick={() => setSpeed(faster)}
      >
        {paces[pace]}
      </Button>
    </div>
  );
}

function TrackMarks({ marks, last }: { marks: Marks; last: number }) {
  if (last === 0) return null;
  const all = (['attachments', 'ipr', 'comments'] as const).flatMap((kind) =>
    [...marks[kind]].filter((stage) => stage <= last).map((stage) => ({ kind, stage })),
  );
  return (
    <div className={classes.marks} aria-hidden="true">
      {all.map(({ kind, stage }) => (
        <i key={`${kind} ${stage}`} data-kind={kind} style={{ insetInlineStart: `${(100 * stage) / last}%` }} />
      ))}
    </div>
  );
}

type StepProps = { label: string; act: () => void; off: boolean; children: React.ReactNode };

function Step({ label, act, off, children }: StepProps) {
  return (
    <Tooltip label={label} withinPortal={false}>
      <ActionIcon variant="subtle" color="gray" size={34} aria-label={label} disabled={off} onClick={act}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
