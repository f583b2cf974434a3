import { type KeyboardEvent, memo } from 'react';
import { type Notation, placeOf, type Tooth, toothLabel } from '#contract/teeth.ts';
import type { Place } from './arch-places.ts';
import classes from './teeth.module.css';
import { MarkOver, type ToothMark } from './tooth-mark.tsx';
import { drawTooth } from './tooth-outlines.ts';

type Props = {
  place: Place;
  name: string;
  notation: Notation;
  chosen: boolean;
  off: boolean;
  readOnly: boolean;
  single: boolean;
  current: boolean;
  marks: readonly ToothMark[];
  patternId: string;
  onChoose: (tooth: Tooth) => void;
  onKey: (event: KeyboardEvent<SVGGElement>, tooth: Tooth) => void;
  onFocus: (tooth: Tooth) => void;
};

/** One tooth of the chart: drawn, named, and chosen by finger, pointer or key. */
export const ToothFigure = memo(function ToothFigure({ place, marks, ...props }: Props) {
  const { tooth, x, y, turn, width, depth, label } = place;
  const drawing = drawTooth(tooth, width, depth);
  const state = { 'data-chosen': props.chosen || undefined, 'data-off': props.off || undefined };
  const shown = props.notation === 'palmer' ? toothLabel(tooth, 'palmer').slice(2) : toothLabel(tooth, props.notation);
  // Told apart here, not in the markup: a chart that only shows has pictures, the other one boxes to tick.
  const part = props.readOnly
    ? { role: 'img' }
    : {
        role: props.single ? 'radio' : 'checkbox',
        'aria-checked': props.chosen,
        'aria-disabled': props.off || undefined,
        tabIndex: props.current ? 0 : -1,
        onClick: () => props.onChoose(tooth),
        onKeyDown: (event: KeyboardEvent<SVGGElement>) => props.onKey(event, tooth),
        onFocus: () => props.onFocus(tooth),
      };
  return (
    <g {...part} {...state} aria-label={props.name} data-tooth={tooth} className={classes.tooth}>
      <g transform={`translate(${x} ${y}) rotate(${turn})`}>
        <ellipse rx={Math.max(width / 2, 14)} ry={Math.max(depth / 2 + 5, 17)} className={classes.reach} />
        <path d={drawing.outline} className={classes.focus} />
        <path d={drawing.outline} className={classes.crown} />
        {!props.off && drawing.facets.map((facet) => <path key={facet} d={facet} className={classes.facet} />)}
        {drawing.lines.map((line) => (
          <path key={line} d={line} className={placeOf(tooth) < 3 ? classes.edge : classes.fissure} />
        ))}
        {marks.map((mark) => (
          <MarkOver
            key={mark.key}
            look={mark}
            fill={`url(#${props.patternId}-${mark.key})`}
            outline={drawing.outline}
            reach={{ x: width, y: depth }}
          />
        ))}
      </g>
      <text x={label.x} y={label.y} className={classes.number}>
        {shown}
      </text>
    </g>
  );
});
