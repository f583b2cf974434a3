import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  IconGrid4x4,
  IconMaximize,
  IconMinimize,
  IconMoon,
  IconPalette,
  IconSun,
  IconTriangles,
  IconZoomReset,
} from '../../design/icons.ts';
import type { FullScreen } from '../three/use-full-screen.ts';
import classes from './scan.module.css';

type Look = { colours: boolean; wireframe: boolean; grid: boolean };
type Props = {
  look: Look;
  setLook: (look: Look) => void;
  background: 'light' | 'dark';
  setGround: (ground: 'light' | 'dark') => void;
  reset: () => void;
  coloured: boolean;
  full: FullScreen;
  off: boolean;
};

/** How the models are shown: small tools at the drawing's edge. */
export function ScanTools({ look, setLook, background, setGround, reset, coloured, full, off }: Props) {
  const { t } = useTranslation('viewer');
  const flip = (name: keyof Look) => () => setLook({ ...look, [name]: !look[name] });
  return (
    <div className={classes.tools}>
      {coloured && (
        <Tool label={t('scan.colours')} on={look.colours} off={off} act={flip('colours')}>
          <IconPalette size={18} />
        </Tool>
      )}
      <Tool label={t('scan.wireframe')} on={look.wireframe} off={off} act={flip('wireframe')}>
        <IconTriangles size={18} />
      </Tool>
      <Tool label={t('scan.grid')} on={look.grid} off={off} act={flip('grid')}>
        <IconGrid4x4 size={18} />
      </Tool>
      <Tool
        label={t(background === 'light' ? 'scan.dark' : 'scan.light')}
        off={off}
        act={() => setGround(background === 'light' ? 'dark' : 'light')}
      >
        {background === 'light' ? <IconMoon size={18} /> : <IconSun size={18} />}
      </Tool>
      <Tool label={t('scan.reset')} off={off} act={reset}>
        <IconZoomReset size={18} />
      </Tool>
      {full.possible && (
        <Tool label={t(full.on ? 'scan.leave_full' : 'scan.full')} off={off} act={full.toggle}>
          {full.on ? <IconMinimize size={18} /> : <IconMaximize size={18} />}
        </Tool>
      )}
    </div>
  );
}

type ToolProps = { label: string; on?: boolean; off: boolean; act: () => void; children: ReactNode };

function Tool({ label, on, off, act, children }: ToolProps) {
  return (
    <Tooltip label={label} position="left" withinPortal={false}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="md"
        aria-label={label}
        aria-pressed={on}
        disabled={off}
        onClick={act}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
