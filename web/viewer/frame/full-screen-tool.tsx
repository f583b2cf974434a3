import { useTranslation } from 'react-i18next';
import { IconMaximize, IconMinimize } from '../../design/icons.ts';
import { Tool } from './tool.tsx';
import type { FullScreen } from './use-full-screen.ts';

type Props = { full: FullScreen; keys?: string; off?: boolean; edge?: boolean };

/** Fills the screen and gives it free again, where the device can. */
export function FullScreenTool({ full, ...tool }: Props) {
  const { t } = useTranslation('viewer');
  if (!full.possible) return null;
  return (
    <Tool {...tool} label={t(full.on ? 'scan.leave_full' : 'scan.full')} act={full.toggle}>
      {full.on ? <IconMinimize size={18} /> : <IconMaximize size={18} />}
    </Tool>
  );
}
