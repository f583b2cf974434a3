import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ViewName, viewNames } from '../three/views.ts';
import classes from './setup.module.css';
import type { Look, Toggle } from './use-remembered.ts';

type Props = {
  look: Look;
  /** What can be switched on and off here. */
  offered: readonly Toggle[];
  flip: (name: Toggle) => void;
  /** Null while turned by hand. */
  view: ViewName | null;
  choose: (view: ViewName) => void;
  off: boolean;
};

/** From where one looks, and what is shown. */
export function SetupToolbar({ look, offered, flip, view, choose, off }: Props) {
  const { t } = useTranslation('viewer');
  return (
    <div className={classes.toolbar}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame along */}
      <div className={classes.row} role="group" aria-label={t('scan.views.title')}>
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
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame along */}
      <div className={classes.row} role="group" aria-label={t('scan.show')}>
        {offered.map((name) => (
          <Button
            key={name}
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-pressed={look[name]}
            disabled={off}
            onClick={() => flip(name)}
          >
            {t(`setup.toggles.${name}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}
