import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import frame from '../frame/frame.module.css';
import { type ViewName, viewNames } from './views.ts';

type Props = {
  /** Null while turned by hand. */
  view: ViewName | null;
  choose: (view: ViewName) => void;
  off: boolean;
};

/** From where one looks. */
export function ViewChoice({ view, choose, off }: Props) {
  const { t } = useTranslation('viewer');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame along
    <div className={frame.choices} role="group" aria-label={t('scan.views.title')}>
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
  );
}
