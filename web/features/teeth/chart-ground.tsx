import { useTranslation } from 'react-i18next';
import type { Arch, Notation } from '#contract/teeth.ts';
import { chartWidth } from './arch-places.ts';
import classes from './teeth.module.css';

const middle = chartWidth / 2;

/** What lies behind the teeth: the midline, the line between the arches, and whose right is right. */
export function ChartGround({
  arches,
  height,
  notation,
}: {
  arches: readonly Arch[];
  height: number;
  notation: Notation;
}) {
  const { t } = useTranslation('teeth');
  const between = arches.length > 1 ? height / 2 : arches[0] === 'upper' ? height - 8 : 8;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <g aria-hidden="true" className={classes.ground}>
      <path d={`M${middle} 6V${height - 6}`} strokeDasharray="1 6" />
      <path d={`M10 ${between}H${middle - 46}M${middle + 46} ${between}H${chartWidth - 10}`} />
      <text x={middle - 24} y={between} className={classes.side}>
        {t('chart.right')}
      </text>
      <text x={middle + 24} y={between} className={classes.side}>
        {t('chart.left')}
      </text>
      {notation === 'palmer' &&
        arches.flatMap((arch) =>
          [-1, 1].map((side) => (
            <text
              key={`${arch}${side}`}
              x={middle + side * 18}
              y={between + (arch === 'upper' ? -26 : 26)}
              className={classes.quadrant}
            >
              {arch === 'upper' ? 'U' : 'L'}
              {side < 0 ? 'R' : 'L'}
            </text>
          )),
        )}
    </g>
  );
}
