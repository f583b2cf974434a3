import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Fields } from '../../design/fields.tsx';
import { Choice } from './choice.tsx';
import type { ApproachProps } from './treatment-approach-form.tsx';

const wearDays = [7, 10, 14, 21] as const;

/** Elastics, bite ramps, number of stages and wear schedule. */
export function CourseFields({ value, onChange, disabled }: ApproachProps) {
  const { t } = useTranslation('orders');
  const set = (patch: Partial<typeof value>) => onChange({ ...value, ...patch });
  return (
    <Fields>
      <Choice
        label={t('approach.stages')}
        value={value.stages?.mode}
        choices={(['recommended', 'limited'] as const).map((each) => ({
          value: each,
          label: t(`approach.stages_values.${each}`),
        }))}
        disabled={disabled}
        onChange={(mode) => set({ stages: { mode, limit: mode === 'limited' ? (value.stages?.limit ?? null) : null } })}
      />
      {value.stages?.mode === 'limited' && (
        <NumberInput
          label={t('approach.stage_limit')}
          maw={160}
          min={1}
          max={99}
          allowDecimal={false}
          disabled={disabled}
          value={value.stages.limit ?? ''}
          onChange={(given) => set({ stages: { mode: 'limited', limit: typeof given === 'number' ? given : null } })}
        />
      )}
      <Choice
        label={t('approach.wear')}
        value={value.wearDays === undefined ? undefined : String(value.wearDays)}
        choices={wearDays.map((days) => ({ value: String(days), label: t('approach.wear_values', { days }) }))}
        disabled={disabled}
        onChange={(days) => set({ wearDays: Number(days) as (typeof wearDays)[number] })}
      />
      <Choice
        label={t('approach.elastics')}
        value={value.elastics}
        choices={(['none', 'as_needed', 'class_ii', 'class_iii'] as const).map((each) => ({
          value: each,
          label: t(`approach.elastics_values.${each}`),
        }))}
        disabled={disabled}
        onChange={(elastics) => set({ elastics })}
      />
      <Choice
        label={t('approach.ramps')}
        value={value.biteRamps}
        choices={(['none', 'as_needed', 'incisors', 'canines'] as const).map((each) => ({
          value: each,
          label: t(`approach.ramps_values.${each}`),
        }))}
        disabled={disabled}
        onChange={(biteRamps) => set({ biteRamps })}
      />
    </Fields>
  );
}
