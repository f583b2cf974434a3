import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tooth } from '#contract/teeth.ts';
import {
  beyond,
  largestOf,
  type MovementLimits,
  travelsOf,
  usualLimits,
} from '#contract/tooth-movement/movement-limits.ts';
import { movementsOf } from '#contract/tooth-movement/tooth-movement.ts';
import { EmptyState } from '../../../design/empty-state.tsx';
import { IconInfoCircle } from '../../../design/icons.ts';
import { afterTheView } from './after-the-view.tsx';
import { stagesOf } from './movement-rows.ts';
import type { PanelProps } from './panel-props.ts';
import classes from './panels.module.css';
import { type Bar, StageBars } from './stage-bars.tsx';
import { useFigures, useToothWords } from './use-figures.ts';

type Props = PanelProps & { readonly limits?: MovementLimits | undefined };

function Overview({ plan, stage, onStage, selectedTooth, notation, limits = usualLimits }: Props) {
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  const figures = useFigures();
  const words = useToothWords(notation);
  const single = plan.teeth.some(({ tooth }) => tooth === selectedTooth) ? selectedTooth : null;
  const { mm, degrees } = useMemo(() => barsOf(stagesOf(plan), single, limits), [plan, single, limits]);
  if (plan.teeth.length === 0)
    return (
      <EmptyState icon={<IconInfoCircle size={28} />} title={t('movement.no_teeth')}>
        {t('movement.no_teeth_text')}
      </EmptyState>
    );
  const tooth = single ? words.short(single) : '';
  const shared = { stage, onStage, words };
  return (
    <div className={classes.panel}>
      <StageBars
        {...shared}
        title={single ? t('overview.tooth_mm', { tooth }) : t('overview.mm')}
        bars={mm}
        limit={limits.mm}
        show={figures.withMm}
        bare={figures.short}
      />
      <StageBars
        {...shared}
        title={single ? t('overview.tooth_degrees', { tooth }) : t('overview.degrees')}
        bars={degrees}
        limit={limits.degrees}
        show={figures.withDegrees}
        bare={figures.short}
      />
      <Text size="xs" c="dimmed" aria-live="polite">
        {stage > 0 && `${t('stage', { stage: String(stage) })}: `}
        {stage > 0 && t('overview.moving', { count: largestOf(stagesOf(plan))[stage - 1]?.moving ?? 0 })}
      </Text>
      {single && <Travel plan={plan} tooth={single} words={words} />}
    </div>
  );
}

type TravelProps = { plan: PanelProps['plan']; tooth: Tooth; words: { short: (tooth: Tooth) => string } };

/** What a tooth goes in all, and how far it comes by that. */
function Travel({ plan, tooth, words }: TravelProps) {
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  const figures = useFigures();
  const travel = travelsOf(stagesOf(plan)).find((one) => one.tooth === tooth);
  const net = movementsOf(plan, 0, plan.stages).find((one) => one.tooth === tooth)?.movement;
  if (!travel || !net) return null;
  return (
    <Text size="sm">
      {t('overview.travel', {
        tooth: words.short(tooth),
        mm: figures.withMm(travel.mm),
        degrees: figures.withDegrees(travel.degrees),
        distance: figures.withMm(net.distance),
        turn: figures.withDegrees(net.turn),
      })}
    </Text>
  );
}

/** Stage by stage: how much moves, and where it is more than the limits. With a tooth selected, that tooth alone. */
export const StageOverview = afterTheView(Overview);

/** The two rows of bars: of the teeth that move most, or of one tooth. */
function barsOf(stages: ReturnType<typeof stagesOf>, single: Tooth | null, limits: MovementLimits) {
  const own = single
    ? stages.map(({ stage, teeth }) => ({ stage, teeth: teeth.filter(({ tooth }) => tooth === single) }))
    : stages;
  const largest = largestOf(own);
  // Teeth of the stage beyond the limit are told by the largest: what is largest goes beyond if any does.
  const over = (value: number, kind: 'mm' | 'degrees') =>
    beyond({ ...still, distance: value, turn: value }, limits)[kind];
  const bar = (stage: number, tooth: Tooth | null, value: number, kind: 'mm' | 'degrees'): Bar => ({
    stage,
    tooth,
    value,
    beyond: over(value, kind),
  });
  return {
    mm: largest.map(({ stage, distance }) => bar(stage, distance?.tooth ?? null, distance?.mm ?? 0, 'mm')),
    degrees: largest.map(({ stage, turn }) => bar(stage, turn?.tooth ?? null, turn?.degrees ?? 0, 'degrees')),
  };
}

const still = { mesial: 0, buccal: 0, extrusion: 0, rotation: 0, tip: 0, torque: 0, distance: 0, turn: 0 };
