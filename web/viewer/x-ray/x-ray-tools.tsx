import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PixelsHeader, PixelsWindow } from '#contract/pixels.ts';
import {
  IconBrightnessUp,
  IconContrast,
  IconHandMove,
  IconRefresh,
  IconRotateClockwise2,
  IconZoomIn,
  IconZoomOut,
  IconZoomScan,
} from '../../design/icons.ts';
import frame from '../frame/frame.module.css';
import { FullScreenTool } from '../frame/full-screen-tool.tsx';
import { Tool } from '../frame/tool.tsx';
import type { FullScreen } from '../frame/use-full-screen.ts';
import classes from '../picture/picture.module.css';

export type Grip = 'brightness' | 'move';

type Props = {
  header: PixelsHeader | null;
  chosen: number | null;
  choose: (index: number) => void;
  grip: Grip;
  setGrip: (grip: Grip) => void;
  inverted: boolean;
  invert: () => void;
  zoom: (factor: number) => void;
  zoomed: boolean;
  whole: () => void;
  turn: () => void;
  reset: () => void;
  full: FullScreen;
  fixed: boolean;
};

/** In which brightness an X-ray is seen, and how near. */
export function XRayTools(props: Props) {
  const { header, chosen, choose, grip, setGrip, inverted, invert, zoom, zoomed, whole, turn, reset, full, fixed } =
    props;
  const { t } = useTranslation('viewer');
  const named = useWindowName();
  const off = !header || fixed;
  return (
    <div className={frame.toolbar}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame along */}
      <div className={frame.choices} role="group" aria-label={t('xray.windows')}>
        {(header?.windows ?? []).map((window, index) => (
          <Button
            // biome-ignore lint/suspicious/noArrayIndexKey: a file may name two windows alike
            key={index}
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-pressed={chosen === index}
            aria-keyshortcuts={index < 9 ? String(index + 1) : undefined}
            disabled={off}
            onClick={() => choose(index)}
          >
            {named(window)}
          </Button>
        ))}
      </div>
      <div className={classes.tools}>
        <Tool
          label={t('xray.drag_brightness')}
          keys="B"
          on={grip === 'brightness'}
          off={off}
          act={() => setGrip('brightness')}
        >
          <IconBrightnessUp size={18} />
        </Tool>
        <Tool label={t('xray.drag_move')} keys="M" on={grip === 'move'} off={!header} act={() => setGrip('move')}>
          <IconHandMove size={18} />
        </Tool>
        <Tool
          label={t('xray.invert')}
          keys="I"
          on={header ? inverted !== header.inverted : false}
          off={off}
          act={invert}
        >
          <IconContrast size={18} />
        </Tool>
        <Tool label={t('xray.turn')} keys="T" off={off} act={turn}>
          <IconRotateClockwise2 size={18} />
        </Tool>
        <Tool label={t('xray.zoom_in')} keys="+" off={!header} act={() => zoom(1.5)}>
          <IconZoomIn size={18} />
        </Tool>
        <Tool label={t('xray.zoom_out')} keys="-" off={!header || !zoomed} act={() => zoom(1 / 1.5)}>
          <IconZoomOut size={18} />
        </Tool>
        <Tool label={t('xray.fit')} keys="0" off={!header || !zoomed} act={whole}>
          <IconZoomScan size={18} />
        </Tool>
        <Tool label={t('xray.reset')} keys="R" off={!header} act={reset}>
          <IconRefresh size={18} />
        </Tool>
        <FullScreenTool full={full} />
      </div>
    </div>
  );
}

/** What a window is called: by its file, by what it does, or by its numbers. */
export function useWindowName(): (window: PixelsWindow) => string {
  const { t } = useTranslation('viewer');
  return ({ kind, name, centre, width }) => {
    if (kind !== 'file') return t(`xray.window.${kind}`);
    return name || t('xray.window.file', { centre: Math.round(centre), width: Math.round(width) });
  };
}
