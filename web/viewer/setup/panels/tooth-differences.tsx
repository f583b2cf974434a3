import { useTranslation } from 'react-i18next';
import { seenAt } from '#contract/teeth.ts';
import type { ToothDifference } from '#contract/tooth-movement/setup-differences.ts';
import { Figure, useFigureWords } from './figure.tsx';
import type { PanelProps } from './panel-props.ts';
import classes from './table.module.css';
import { useFigures, useToothWords } from './use-figures.ts';

type Props = Pick<PanelProps, 'notation' | 'selectedTooth' | 'onSelectTooth'> & { teeth: readonly ToothDifference[] };

/** The teeth that end elsewhere: how far apart, and which terms of the whole movement differ. */
export function ToothDifferences({ teeth, notation, selectedTooth, onSelectTooth }: Props) {
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  const words = useToothWords(notation);
  const figures = useFigures();
  const figureWords = useFigureWords();
  const sorted = teeth.toSorted((one, other) => seenAt(one.tooth) - seenAt(other.tooth));
  return (
    <div className={classes.scroll}>
      <table className={`${classes.table} ${classes.loose}`}>
        <caption className="off-screen">{t('compare.teeth')}</caption>
        <thead className={classes.head}>
          <tr>
            <th scope="col" className={classes.corner}>
              {t('tooth')}
            </th>
            <th scope="col" colSpan={2}>
              {t('compare.apart')}
            </th>
            <th scope="col" className={classes.wide}>
              {t('compare.what')}
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ tooth, before, after, apart, terms }) => (
            <tr key={tooth} data-chosen={tooth === selectedTooth || undefined}>
              <th scope="row" className={classes.tooth}>
                <button
                  type="button"
                  className={classes.toothButton}
                  aria-pressed={tooth === selectedTooth}
                  aria-label={words.long(tooth)}
                  onClick={() => onSelectTooth(tooth === selectedTooth ? null : tooth)}
                >
                  {words.short(tooth)}
                </button>
              </th>
              <td>{figures.withMm(apart.distance)}</td>
              <td>{figures.withDegrees(apart.turn)}</td>
              <td className={classes.text}>
                <ul className={classes.terms}>
                  {terms.map((term) => (
                    <li key={term} className={classes.term}>
                      <span>
                        {t(lengths.has(term) ? 'compare.term_mm' : 'compare.term_degrees', {
                          term: t(`movement.columns.${term}`),
                        })}
                      </span>{' '}
                      <Figure column={term} value={before[term]} words={figureWords} figures={figures} />
                      <span>→</span>
                      <Figure column={term} value={after[term]} words={figureWords} figures={figures} />
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const lengths: ReadonlySet<string> = new Set(['mesial', 'buccal', 'extrusion']);
