import { Button, SegmentedControl, Text } from '@mantine/core';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Arch } from '#contract/teeth.ts';
import { type MovementLimits, usualLimits } from '#contract/tooth-movement/movement-limits.ts';
import { CopyButton } from '../../../design/copy-button.tsx';
import { EmptyState } from '../../../design/empty-state.tsx';
import { IconInfoCircle } from '../../../design/icons.ts';
import { afterTheView } from './after-the-view.tsx';
import { AlignmentNote } from './alignment-note.tsx';
import { EndFields } from './end-fields.tsx';
import { LimitFields } from './limit-fields.tsx';
import { LimitsVerdict } from './limits-verdict.tsx';
import {
  type Column,
  type CsvWords,
  type End,
  inArch,
  movementsBetween,
  type Order,
  ordered,
  toCsv,
} from './movement-rows.ts';
import { MovementTable } from './movement-table.tsx';
import type { PanelProps } from './panel-props.ts';
import classes from './panels.module.css';
import { PlanNotes } from './plan-notes.tsx';
import { useToothWords } from './use-figures.ts';

export type MovementPanelProps = PanelProps & {
  /** Kept by whoever shows the panel; without them the panel keeps its own. */
  readonly limits?: MovementLimits | undefined;
  readonly onLimits?: ((limits: MovementLimits) => void) | undefined;
};

const spans = ['whole', 'so_far', 'stage'] as const;
type Span = (typeof spans)[number];

function Movement(props: MovementPanelProps) {
  const { plan, stage, compareWith, notation, selectedTooth, onSelectTooth, onStage } = props;
  const { t, i18n } = useTranslation('setups', { keyPrefix: 'panels' });
  const words = useToothWords(notation);
  const [span, setSpan] = useState<Span | { from: End; to: End }>('whole');
  const [arch, setArch] = useState<Arch | 'both'>('both');
  const [order, setOrder] = useState<Order>({ by: 'tooth', down: false });
  const [ownLimits, setOwnLimits] = useState(usualLimits);
  const limits = props.limits ?? ownLimits;
  const { from, to } = endsOf(span, { stage, stages: plan.stages, compared: compareWith });
  const { rows, alignment } = useMemo(
    () =>
      movementsBetween(plan, compareWith?.plan, {
        from: { of: from.of, stage: from.stage },
        to: { of: to.of, stage: to.stage },
        limits,
      }),
    [plan, compareWith?.plan, from.of, from.stage, to.of, to.stage, limits],
  );
  const shown = ordered(inArch(rows, arch), order);

  if (plan.teeth.length === 0)
    return (
      <EmptyState icon={<IconInfoCircle size={28} />} title={t('movement.no_teeth')}>
        {t('movement.no_teeth_text')}
      </EmptyState>
    );
  const sort = (by: Order['by']) =>
    setOrder(order.by === by ? { by, down: !order.down } : { by, down: by !== 'tooth' });

  return (
    <div className={classes.panel}>
      <div className={classes.controls}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame along */}
        <div className={classes.buttons} role="group" aria-label={t('movement.spans.title')}>
          {spans.map((name) => (
            <Button
              key={name}
              size="compact-sm"
              variant="default"
              className={classes.choice}
              aria-pressed={span === name}
              onClick={() => setSpan(name)}
            >
              {t(`movement.spans.${name}`)}
            </Button>
          ))}
        </div>
        <EndFields shown={props} compared={compareWith} from={from} to={to} onChange={setSpan} />
        <ArchChoice arch={arch} onChange={setArch} />
      </div>
      {alignment && (
        <AlignmentNote
          alignment={alignment}
          names={[from, to].map(({ of }) => (of === 'compared' && compareWith ? compareWith : props).label)}
          words={words}
        />
      )}
      {!alignment && (
        <div className={classes.judged}>
          <LimitsVerdict rows={rows} limits={limits} />
          <LimitFields limits={limits} onChange={props.onLimits ?? setOwnLimits} />
        </div>
      )}
      {rows.length === 0 ? (
        <EmptyState icon={<IconInfoCircle size={28} />} title={t('movement.no_teeth_between')} />
      ) : (
        <MovementTable
          {...{ rows: shown, order, sort, notation, selectedTooth, onSelectTooth, onStage, limits }}
          grouped={order.by === 'tooth'}
          withLimits={!alignment}
          caption={t('movement.caption', {
            from: t('stage', { stage: String(from.stage) }),
            to: t('stage', { stage: String(to.stage) }),
          })}
        />
      )}
      <div className={classes.foot}>
        <div>
          <Text size="xs" c="dimmed" maw="62ch">
            {t('movement.how')}
          </Text>
          <PlanNotes plan={from.of === 'compared' && compareWith ? compareWith.plan : plan} words={words} />
        </div>
        <CopyButton
          label={t('movement.copy')}
          text={() => toCsv(shown, { words: csvWords(t), label: words.short, language: i18n.language })}
        />
      </div>
    </div>
  );
}

type Arches = Arch | 'both';

const ArchChoice = memo(function ArchChoice({ arch, onChange }: { arch: Arches; onChange: (arch: Arches) => void }) {
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('arches.title')}
      value={arch}
      onChange={(value) => onChange(value as Arches)}
      data={[
        { value: 'both', label: t('arches.both') },
        { value: 'upper', label: t('arches.upper') },
        { value: 'lower', label: t('arches.lower') },
      ]}
    />
  );
});

/** How each tooth moves between two stages or versions, in orthodontic terms. */
export const MovementPanel = afterTheView(Movement);

type Words = ReturnType<typeof useTranslation<'setups', 'panels'>>['t'];

const csvWords = (t: Words): CsvWords => ({
  tooth: t('tooth'),
  beyond: t('movement.columns.beyond'),
  columns: Object.fromEntries(
    (['mesial', 'buccal', 'extrusion', 'distance', 'rotation', 'tip', 'torque', 'turn'] as const).map((column) => [
      column,
      `${csvTitle(column, t)}, ${['mesial', 'buccal', 'extrusion', 'distance'].includes(column) ? 'mm' : '°'}`,
    ]),
  ) as Record<Column, string>,
});

/** A column's name with the meaning of its signs. */
function csvTitle(column: Column, t: Words): string {
  if (column === 'distance' || column === 'turn') return t(`movement.columns.${column}`);
  const [plus, minus] = [t(`movement.long.${column}.plus`), t(`movement.long.${column}.minus`)];
  return `${t(`movement.columns.${column}`)} (+ ${plus} / - ${minus})`;
}

/** The two ends that a choice means at the stage shown. */
function endsOf(
  span: Span | { from: End; to: End },
  { stage, stages, compared }: { stage: number; stages: number; compared: PanelProps['compareWith'] },
): { from: End; to: End } {
  const at = (where: number): End => ({ of: 'shown', stage: Math.min(Math.max(where, 0), stages) });
  if (span === 'whole') return { from: at(0), to: at(stages) };
  if (span === 'so_far') return { from: at(0), to: at(stage) };
  // At stage 0 nothing has been done yet: what is shown is the first.
  if (span === 'stage') return { from: at(Math.max(stage, 1) - 1), to: at(Math.max(stage, 1)) };
  // The version compared with may have been put away, or changed for one with fewer stages.
  const there = (end: End): End => {
    if (end.of === 'shown') return at(end.stage);
    return compared ? { ...end, stage: Math.min(end.stage, compared.plan.stages) } : at(end.stage);
  };
  return { from: there(span.from), to: there(span.to) };
}
