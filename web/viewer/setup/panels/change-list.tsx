import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { seenAt, type Tooth } from '#contract/teeth.ts';
import type { Change } from '#contract/treatment-plan/treatment-differences.ts';
import { StateBadge } from '../../../design/state-badge.tsx';
import type { PanelProps } from './panel-props.ts';
import classes from './panels.module.css';
import { useToothWords } from './use-figures.ts';

type Props<Planned> = Pick<PanelProps, 'notation' | 'selectedTooth' | 'onSelectTooth'> & {
  changes: readonly Change<Planned>[];
  teethOf: (planned: Planned) => readonly Tooth[];
  say: (planned: Planned) => string;
};

const tones = { added: 'good', removed: 'neutral', changed: 'waiting' } as const;

/** What was added, left out or changed, with the teeth it is about. */
export function ChangeList<Planned>(props: Props<Planned>) {
  const { changes, teethOf, say, notation, selectedTooth, onSelectTooth } = props;
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  const words = useToothWords(notation);
  const sorted = changes
    .map((change) => {
      const planned = (change.after ?? change.before) as Planned;
      return { change, planned, teeth: teethOf(planned) };
    })
    .toSorted((one, other) => seenAt(one.teeth[0] ?? 0) - seenAt(other.teeth[0] ?? 0));
  if (changes.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('compare.none')}
      </Text>
    );
  return (
    <ul className={classes.changes}>
      {sorted.map(({ change, planned, teeth }) => {
        const [tooth] = teeth;
        return (
          <li key={`${change.kind} ${teeth} ${say(planned)}`}>
            <button
              type="button"
              className={classes.chip}
              aria-pressed={tooth === selectedTooth}
              onClick={() => tooth && onSelectTooth(tooth === selectedTooth ? null : tooth)}
            >
              {teeth.map(words.short).join('–')}
            </button>
            <span className={classes.changeText}>
              {say(planned)}
              {change.kind === 'changed' && <small>{t('compare.was', { before: say(change.before) })}</small>}
            </span>
            <StateBadge tone={tones[change.kind]}>{t(`compare.kinds.${change.kind}`)}</StateBadge>
          </li>
        );
      })}
    </ul>
  );
}
