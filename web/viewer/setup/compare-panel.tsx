import { CloseButton, NativeSelect, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './compare-panel.module.css';
import type { Comparing } from './comparing.ts';

type Props = {
  comparing: Comparing;
  change: (comparing: Comparing) => void;
  /** Name of the other version, where there is one. */
  other: string | null;
  last: number;
  otherLast: number;
  close: () => void;
};

const field = { root: classes.field ?? '', label: classes.label ?? '' };

/** What is laid over or shown beside: a bar above the drawing, of which it covers nothing. */
export function ComparePanel({ comparing, change, other, last, otherLast, close }: Props) {
  const { t } = useTranslation('viewer');
  const { mode, which, stage } = comparing;
  const most = which === 'own' ? last : otherLast;
  const stages = Array.from({ length: most + 1 }, (_, at) => ({
    value: String(at),
    label: at === 0 ? t('setup.stage_before') : t('setup.stage_at', { stage: at }),
  }));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame along
    <div className={classes.panel} role="group" aria-label={t('setup.compare')}>
      <span className={classes.title}>{t('setup.compare')}</span>
      <SegmentedControl
        size="xs"
        aria-label={t('setup.compare_how')}
        value={mode === 'off' ? 'over' : mode}
        onChange={(value) => change({ ...comparing, mode: value as Comparing['mode'] })}
        data={[
          { value: 'over', label: t('setup.over') },
          { value: 'beside', label: t('setup.beside') },
        ]}
      />
      {other && (
        <NativeSelect
          size="xs"
          classNames={field}
          label={t('setup.compare_with')}
          value={which}
          onChange={({ currentTarget: { value } }) =>
            change({ ...comparing, which: value as Comparing['which'], stage: value === 'other' ? 'same' : 0 })
          }
          data={[
            { value: 'own', label: t('setup.this_version') },
            { value: 'other', label: other },
          ]}
        />
      )}
      <NativeSelect
        size="xs"
        classNames={field}
        label={t('setup.stage')}
        value={String(stage)}
        onChange={({ currentTarget: { value } }) =>
          change({ ...comparing, stage: value === 'same' ? 'same' : Number(value) })
        }
        data={which === 'other' ? [{ value: 'same', label: t('setup.same_stage') }, ...stages] : stages}
      />
      <CloseButton size="sm" className={classes.close} aria-label={t('setup.compare_end')} onClick={close} />
    </div>
  );
}
