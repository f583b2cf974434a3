import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import frame from '../frame/frame.module.css';
import { ViewChoice } from '../three/view-choice.tsx';
import type { ViewName } from '../three/views.ts';
import classes from './scan.module.css';
import type { ScanModel } from './scan-model.ts';
import type { LoadState } from './use-stage.ts';

type Props = {
  models: readonly ScanModel[];
  loads: ReadonlyMap<string, LoadState>;
  hidden: ReadonlySet<string>;
  toggle: (url: string) => void;
  /** Null while turned by hand. */
  view: ViewName | null;
  choose: (view: ViewName) => void;
  off: boolean;
};

/** From where one looks, and at which models. */
export function ScanToolbar({ models, loads, hidden, toggle, view, choose, off }: Props) {
  const { t } = useTranslation('viewer');
  return (
    <div className={frame.toolbar}>
      <ViewChoice {...{ view, choose, off }} />
      {models.length > 1 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame along
        <div className={classes.models} role="group" aria-label={t('scan.show')}>
          {models.map(({ url, name }) => (
            <Button
              key={url}
              size="compact-sm"
              variant="default"
              className={hidden.has(url) ? classes.hidden : undefined}
              aria-pressed={!hidden.has(url)}
              disabled={off || loads.get(url)?.state === 'failed'}
              onClick={() => toggle(url)}
            >
              {name}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
