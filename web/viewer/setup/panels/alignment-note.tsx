import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Tooth } from '#contract/teeth.ts';
import type { VersionAlignment } from '#contract/tooth-movement/version-alignment.ts';
import classes from './panels.module.css';
import { useFigures } from './use-figures.ts';

/** From this on the beginnings of two versions are said to differ. Millimetres. */
const otherStart = 0.3;

type Props = {
  alignment: VersionAlignment;
  names: readonly string[];
  words: { list: (teeth: readonly Tooth[]) => string };
};

/** How two versions were laid over each other, and what stays without a counterpart. */
export function AlignmentNote({ alignment, names, words }: Props) {
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  const figures = useFigures();
  const { by, apart, common, onlyFirst, onlySecond } = alignment;
  const alone = [onlyFirst, onlySecond].map((teeth, index) =>
    teeth.length > 0 ? t('alignment.only_one', { version: names[index], teeth: words.list(teeth) }) : '',
  );
  return (
    <Text size="sm" className={classes.note}>
      {t(`alignment.${by}`, { count: common.length, apart: figures.mm(apart) })}{' '}
      {by === 'fitted' && apart > otherStart && <b>{t('alignment.other_start')} </b>}
      {alone.filter(Boolean).join(' ')}
    </Text>
  );
}
