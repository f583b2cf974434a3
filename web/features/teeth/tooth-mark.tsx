import type { Tooth } from '#contract/teeth.ts';
import classes from './teeth.module.css';

/** A named property of teeth, told apart by sign and colour both. */
export type ToothMark = {
  key: string;
  label: string;
  colour: 'red' | 'amber' | 'blue' | 'violet' | 'green';
  sign: 'stripes' | 'dots' | 'cross' | 'ring';
  teeth: readonly Tooth[];
};

type Look = Pick<ToothMark, 'colour' | 'sign'>;

/** The patterns that marks are filled with; `id` keeps two charts on one page apart. */
export function MarkPatterns({ id, marks }: { id: string; marks: readonly ToothMark[] }) {
  return (
    <>
      {marks.map(({ key, colour, sign }) => (
        <pattern
          key={key}
          id={`${id}-${key}`}
          className={classes.mark}
          data-colour={colour}
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform={sign === 'stripes' ? 'rotate(45)' : undefined}
        >
          {sign === 'stripes' && <rect width="3" height="7" fill="var(--mark)" />}
          {sign === 'dots' && <circle cx="3.5" cy="3.5" r="1.9" fill="var(--mark)" />}
        </pattern>
      ))}
    </>
  );
}

/** One mark over one tooth, or over its swatch in the legend. */
export function MarkOver({
  look,
  fill,
  outline,
  reach,
}: {
  look: Look;
  fill: string;
  outline: string;
  reach: { x: number; y: number };
}) {
  const { x, y } = { x: reach.x * 0.36, y: reach.y * 0.36 };
  return (
    <g className={classes.mark} data-colour={look.colour} pointerEvents="none">
      {(look.sign === 'stripes' || look.sign === 'dots') && <path d={outline} fill={fill} fillOpacity="0.85" />}
      {look.sign === 'cross' && (
        <>
          <path d={`M${-x} ${-y}L${x} ${y}M${x} ${-y}L${-x} ${y}`} className={classes.crossBack} />
          <path d={`M${-x} ${-y}L${x} ${y}M${x} ${-y}L${-x} ${y}`} className={classes.cross} />
        </>
      )}
      {look.sign === 'ring' && <path d={outline} fill="none" stroke="var(--mark)" strokeWidth="4" />}
    </g>
  );
}

const swatch =
  'M-8 -5.5A2.5 2.5 0 0 1 -5.5 -8L5.5 -8A2.5 2.5 0 0 1 8 -5.5L8 5.5A2.5 2.5 0 0 1 5.5 8L-5.5 8A2.5 2.5 0 0 1 -8 5.5Z';

/** What each sign on the chart means. */
export function MarkLegend({ id, title, marks }: { id: string; title: string; marks: readonly ToothMark[] }) {
  return (
    <ul className={classes.legend} aria-label={title}>
      {marks.map((mark) => (
        <li key={mark.key}>
          <svg viewBox="-11 -11 22 22" width="22" height="22" aria-hidden="true" focusable="false">
            <path d={swatch} className={classes.swatch} />
            <MarkOver look={mark} fill={`url(#${id}-${mark.key})`} outline={swatch} reach={{ x: 16, y: 16 }} />
          </svg>
          {mark.label}
        </li>
      ))}
    </ul>
  );
}
