import { useTranslation } from 'react-i18next';
import { IconGrid4x4, IconMoon, IconPalette, IconSun, IconTriangles, IconZoomReset } from '../../design/icons.ts';
import { FullScreenTool } from '../frame/full-screen-tool.tsx';
import { Tool } from '../frame/tool.tsx';
import type { FullScreen } from '../frame/use-full-screen.ts';
import room from '../three/room.module.css';

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
    <div className={room.tools}>
      {coloured && (
        <Tool edge label={t('scan.colours')} on={look.colours} off={off} act={flip('colours')}>
          <IconPalette size={18} />
        </Tool>
      )}
      <Tool edge label={t('scan.wireframe')} on={look.wireframe} off={off} act={flip('wireframe')}>
        <IconTriangles size={18} />
      </Tool>
      <Tool edge label={t('scan.grid')} on={look.grid} off={off} act={flip('grid')}>
        <IconGrid4x4 size={18} />
      </Tool>
      <Tool
        edge
        label={t(background === 'light' ? 'scan.dark' : 'scan.light')}
        off={off}
        act={() => setGround(background === 'light' ? 'dark' : 'light')}
      >
        {background === 'light' ? <IconMoon size={18} /> : <IconSun size={18} />}
      </Tool>
      <Tool edge label={t('scan.reset')} off={off} act={reset}>
        <IconZoomReset size={18} />
      </Tool>
      <FullScreenTool full={full} off={off} edge />
    </div>
  );
}
