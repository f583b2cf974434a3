import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { archOf, kindOf, type Notation, type Tooth, type ToothKind, toothLabel } from '#contract/teeth.ts';
import { drawTooth } from '../../../features/teeth/tooth-outlines.ts';
import type { RowTooth, WornAttachment } from './row-marks.ts';
import classes from './tooth-row.module.css';
import { useFigures, useToothWords } from './use-figures.ts';

type Props = {
  one: RowTooth;
  notation: Notation;
  chosen: boolean;
  current: boolean;
  onChoose: (tooth: Tooth) => void;
  onKey: (event: KeyboardEvent, tooth: Tooth) => void;
  onFocus: (tooth: Tooth) => void;
};

const widths: Partial<Record<ToothKind, number>> = {
  central_incisor: 34,
  lateral_incisor: 31,
  first_molar: 41,
  second_molar: 40,
  third_molar: 38,
};

/** One tooth of the row: drawn from its chewing side, numbered, with its attachments and the reduction to its neighbour. */
export function RowToothButton({ one, notation, chosen, current, onChoose, onKey, onFocus }: Props) {
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  const words = useToothWords(notation);
  const figures = useFigures();
  const { tooth, worn, gap } = one;
  const label = toothLabel(tooth, notation);
  const drawing = drawTooth(tooth, widths[kindOf(tooth)] ?? 34, 40);
  const said = [
    words.long(tooth),
    ...worn.map(({ attachment: { kind, surface }, state }) =>
      t(state === 'worn' ? 'row.say_attachment' : state === 'placed' ? 'row.say_placed' : 'row.say_removed', {
        kind: t(`treatment.kinds.${kind}`),
        surface: t(`treatment.surfaces.${surface}`),
      }),
    ),
    gap && gap.now > 0 && t('row.say_ipr_now', { amount: figures.withMm(gap.now), other: words.short(gap.to) }),
    gap && gap.done > 0 && t('row.say_ipr_done', { amount: figures.withMm(gap.done), other: words.short(gap.to) }),
  ].filter(Boolean);
  return (
    <div className={classes.cell}>
      <button
        type="button"
        className={classes.rowTooth}
        data-tooth={tooth}
        aria-pressed={chosen}
        aria-label={said.join(', ')}
        tabIndex={current ? 0 : -1}
        onClick={() => onChoose(tooth)}
        onKeyDown={(event) => onKey(event, tooth)}
        onFocus={() => onFocus(tooth)}
      >
        <svg viewBox="-24 -26 48 52" aria-hidden="true" focusable="false">
          <g transform={archOf(tooth) === 'upper' ? undefined : 'rotate(180)'}>
            <path d={drawing.outline} className={classes.crown} />
            {drawing.lines.map((line) => (
              <path key={line} d={line} className={classes.fissure} />
            ))}
            {worn.map((one) => (
              <AttachmentSign
                key={`${one.attachment.surface} ${one.attachment.kind} ${one.attachment.placedAt}`}
                {...one}
              />
            ))}
          </g>
        </svg>
        <span className={classes.number}>{notation === 'palmer' ? label.slice(2) : label}</span>
      </button>
      {gap && (
        <span className={classes.gap} data-now={gap.now > 0 || undefined} aria-hidden="true">
          {figures.short(gap.now > 0 ? gap.now : gap.done)}
        </span>
      )}
    </div>
  );
}

/** A square on its side of the crown: outlined with a plus where it is placed, full while worn, crossed out where it is removed. */
export function AttachmentSign({ attachment, state }: WornAttachment) {
  const y = attachment.surface === 'buccal' ? -13 : 13;
  return (
    <g className={classes.attachment} data-state={state} transform={`translate(0 ${y})`}>
      <rect x="-8" y="-8" width="16" height="16" rx="3" />
      {state === 'placed' && <path d="M-4.5 0H4.5M0 -4.5V4.5" />}
      {state === 'removed' && <path d="M-4 -4L4 4M4 -4L-4 4" />}
    </g>
  );
}
