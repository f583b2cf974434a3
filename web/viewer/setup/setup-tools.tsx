import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  IconCamera,
  IconGrid4x4,
  IconKeyboard,
  IconLayersIntersect,
  IconMaximize,
  IconMinimize,
  IconRulerMeasure,
  IconZoomReset,
} from '../../design/icons.ts';
import type { FullScreen } from '../three/use-full-screen.ts';
import classes from './setup.module.css';

type Props = {
  grid: boolean;
  flipGrid: () => void;
  measuring: boolean;
  measure: () => void;
  comparing: boolean;
  compare: () => void;
  picture: () => void;
  reset: () => void;
  help: () => void;
  full: FullScreen;
  reduced: boolean;
  off: boolean;
};

/** Small tools at the drawing's edge. */
export function SetupTools(props: Props) {
  const { grid, flipGrid, measuring, measure, comparing, compare, picture, reset, help, full, reduced, off } = props;
  const { t } = useTranslation('viewer');
  return (
    <div className={classes.tools}>
      {!reduced && (
        <>
          <Tool label={t('setup.compare')} shortcut="O" on={comparing} off={off} act={compare}>
            <IconLayersIntersect size={18} />
          </Tool>
          <Tool label={t('setup.measure')} shortcut="M" on={measuring} off={off} act={measure}>
            <IconRulerMeasure size={18} />
          </Tool>
          <Tool label={t('setup.toggles.grid')} shortcut="R" on={grid} off={off} act={flipGrid}>
            <IconGrid4x4 size={18} />
          </Tool>
        </>
      )}
      <Tool label={t('setup.picture')} shortcut="S" off={off} act={picture}>
        <IconCamera size={18} />
      </Tool>
      <Tool label={t('scan.reset')} shortcut="0" off={off} act={reset}>
        <IconZoomReset size={18} />
      </Tool>
      <Tool label={t('setup.help')} shortcut="?" off={false} act={help}>
        <IconKeyboard size={18} />
      </Tool>
      {full.possible && (
        <Tool label={t(full.on ? 'scan.leave_full' : 'scan.full')} shortcut="F" off={off} act={full.toggle}>
          {full.on ? <IconMinimize size={18} /> : <IconMaximize size={18} />}
        </Tool>
      )}
    </div>
  );
}

type ToolProps = { label: string; shortcut: string; on?: boolean; off: boolean; act: () => void; children: ReactNode };

function Tool({ label, shortcut, on, off, act, children }: ToolProps) {
  return (
    <Tooltip label={`${label} (${shortcut})`} position="left" withinPortal={false}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        aria-label={label}
        aria-pressed={on}
        aria-keyshortcuts={shortcut}
        disabled={off}
        onClick={act}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
