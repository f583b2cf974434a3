import { Button, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconAlertTriangle } from '../../design/icons.ts';
import classes from './scan.module.css';
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
        <div className={classes.loading}>
          {loading.map(({ url, name, share }) => (
            <div key={url}>
              <Text size="sm">{t('scan.loading', { name })}</Text>
              <Progress value={Math.max(share * 100, 3)} size="sm" aria-label={t('scan.loading', { name })} animated />
            </div>
          ))}
        </div>
      )}
    </>
  );
}

function Trouble({ title, text, again, small }: { title: string; text: string; again?: () => void; small?: boolean }) {
  const { t } = useTranslation('viewer');
  return (
    <div className={classes.trouble} role="alert" data-small={small || undefined}>
      <IconAlertTriangle size={28} aria-hidden="true" />
      <Text fw={650}>{title}</Text>
      <Text size="sm">{text}</Text>
      {again && (
        <Button size="compact-sm" variant="default" onClick={again}>
          {t('scan.again')}
        </Button>
      )}
    </div>
  );
}
