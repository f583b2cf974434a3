import { useTranslation } from 'react-i18next';
import {
  IconCamera,
  IconGrid4x4,
  IconKeyboard,
  IconLayersIntersect,
  IconRulerMeasure,
  IconZoomReset,
} from '../../design/icons.ts';
import { FullScreenTool } from '../frame/full-screen-tool.tsx';
import { Tool } from '../frame/tool.tsx';
import type { FullScreen } from '../frame/use-full-screen.ts';
import room from '../three/room.module.css';

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
    <div className={room.tools}>
      {!reduced && (
        <>
          <Tool edge label={t('setup.compare')} keys="O" on={comparing} off={off} act={compare}>
            <IconLayersIntersect size={18} />
          </Tool>
          <Tool edge label={t('setup.measure')} keys="M" on={measuring} off={off} act={measure}>
            <IconRulerMeasure size={18} />
          </Tool>
          <Tool edge label={t('setup.toggles.grid')} keys="R" on={grid} off={off} act={flipGrid}>
            <IconGrid4x4 size={18} />
          </Tool>
        </>
      )}
      <Tool edge label={t('setup.picture')} keys="S" off={off} act={picture}>
        <IconCamera size={18} />
      </Tool>
      <Tool edge label={t('scan.reset')} keys="0" off={off} act={reset}>
        <IconZoomReset size={18} />
      </Tool>
      <Tool edge label={t('setup.help')} keys="?" act={help}>
        <IconKeyboard size={18} />
      </Tool>
      <FullScreenTool full={full} keys="F" off={off} edge />
    </div>
  );
}
