import { useTranslation } from 'react-i18next';
import { Trouble } from '../frame/trouble.tsx';
import { LoadingBar } from '../three/loading-bar.tsx';
import room from '../three/room.module.css';
import type { PaneState } from './pane.tsx';
import classes from './setup.module.css';
import type { Loaded } from './use-body.ts';

type Props = { own: Loaded; other: Loaded | null; pane: PaneState; again: () => void };

/** What stands over the drawing while something is on its way or went wrong. */
export function SetupMessages({ own, other, pane, again }: Props) {
  const { t } = useTranslation('viewer');
  if (pane === 'no_webgl') return <Trouble title={t('scan.no_webgl')} text={t('setup.no_webgl_text')} />;
  if (pane === 'lost') return <Trouble title={t('scan.lost')} text={t('scan.lost_text')} again={again} />;
  if (own.failed) return <Trouble title={t('setup.failed')} text={t('setup.failed_text')} again={own.again} />;
  if (other?.failed)
    return <Trouble title={t('setup.other_failed')} text={t('setup.failed_text')} again={other.again} small />;
  const { coarse, full } = own.state;
  if (coarse < 1) {
    return (
      <div className={room.loading}>
        <LoadingBar label={t('setup.loading')} share={coarse} />
      </div>
    );
  }
  if (full < 1) return <p className={classes.finer}>{t('setup.finer')}</p>;
  return null;
}
