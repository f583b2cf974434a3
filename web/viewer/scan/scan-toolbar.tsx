import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ViewName, viewNames } from '../three/views.ts';
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
    <div className={classes.toolbar}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame along */}
      <div className={classes.views} role="group" aria-label={t('scan.views.title')}>
        {viewNames.map((name, index) => (
          <Button
            key={name}
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-pressed={view === name}
            aria-label={t(`scan.views_long.${name}`)}
            aria-keyshortcuts={String(index + 1)}
            disabled={off}
            onClick={() => choose(name)}
          >
            {t(`scan.views.${name}`)}
          </Button>
        ))}
      </div>
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
