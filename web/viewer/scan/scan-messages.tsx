import { useTranslation } from 'react-i18next';
import { Trouble } from '../frame/trouble.tsx';
import { LoadingBar } from '../three/loading-bar.tsx';
import room from '../three/room.module.css';
import type { ScanModel } from './scan-model.ts';
import type { LoadState, StageState } from './use-stage.ts';

type Props = {
  models: readonly ScanModel[];
  loads: ReadonlyMap<string, LoadState>;
  stageState: StageState;
  again: () => void;
};

/** What stands over the drawing while something is on its way or went wrong. */
export function ScanMessages({ models, loads, stageState, again }: Props) {
  const { t } = useTranslation('viewer');
  if (stageState === 'no_webgl') return <Trouble title={t('scan.no_webgl')} text={t('scan.no_webgl_text')} />;
  if (stageState === 'lost') return <Trouble title={t('scan.lost')} text={t('scan.lost_text')} again={again} />;
  const failed = models.filter(({ url }) => loads.get(url)?.state === 'failed');
  const loading = models.flatMap(({ url, name }) => {
    const load = loads.get(url);
    return load?.state === 'loading' ? [{ url, name, share: load.share }] : [];
  });
  return (
    <>
      {failed.length > 0 && (
        <Trouble
          title={t('scan.failed', { name: failed.map(({ name }) => name).join(', ') })}
          text={t('scan.failed_text')}
          again={again}
          small={failed.length < models.length}
        />
      )}
      {loading.length > 0 && (
        <div className={room.loading}>
          {loading.map(({ url, name, share }) => (
            <LoadingBar key={url} label={t('scan.loading', { name })} share={share} />
          ))}
        </div>
      )}
    </>
  );
}
