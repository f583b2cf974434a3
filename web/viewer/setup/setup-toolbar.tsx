import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import frame from '../frame/frame.module.css';
import { ViewChoice } from '../three/view-choice.tsx';
import type { ViewName } from '../three/views.ts';
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
    <div className={frame.toolbar}>
      <ViewChoice {...{ view, choose, off }} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame along */}
      <div className={frame.choices} role="group" aria-label={t('scan.show')}>
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
