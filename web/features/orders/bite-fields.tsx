import { Checkbox, Group, NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Fields } from '../../design/fields.tsx';
import { Choice } from './choice.tsx';
import classes from './orders.module.css';
import type { ApproachProps } from './treatment-approach-form.tsx';

const bite = ['maintain', 'increase', 'decrease', 'as_resulting'] as const;
const relations = ['maintain', 'improve_canine', 'correct_to_class_i'] as const;
const corrections = ['maintain', 'improve', 'correct'] as const;
const means = ['distalisation', 'mesialisation', 'elastics', 'reduction', 'surgery'] as const;

/** Overjet, overbite, sagittal relation, midline and crossbite. */
export function BiteFields({ value, onChange, disabled }: ApproachProps) {
  const { t } = useTranslation('orders');
  const set = (patch: Partial<typeof value>) => onChange({ ...value, ...patch });
  const biteChoices = bite.map((each) => ({ value: each, label: t(`approach.bite_values.${each}`) }));
  const relationChoices = relations.map((each) => ({ value: each, label: t(`approach.relation_values.${each}`) }));
  const correctionChoices = corrections.map((each) => ({
    value: each,
    label: t(`approach.correction_values.${each}`),
  }));
  return (
    <Fields>
      <Choice
        label={t('approach.overjet')}
        value={value.overjet}
        choices={biteChoices}
        disabled={disabled}
        onChange={(overjet) => set({ overjet })}
      />
      <Choice
        label={t('approach.overbite')}
        value={value.overbite}
        choices={biteChoices}
        disabled={disabled}
        onChange={(overbite) => set({ overbite })}
      />
      {(['right', 'left'] as const).map((side) =>
        (['canine', 'molar'] as const).map((tooth) => (
          <Choice
            key={`${side} ${tooth}`}
            label={`${t('approach.sagittal')}: ${t(`approach.${side}`)}, ${t(`approach.${tooth}`)}`}
            value={value.sagittal?.[side]?.[tooth]}
            choices={relationChoices}
            disabled={disabled}
            onChange={(relation) =>
              set({ sagittal: { ...value.sagittal, [side]: { ...value.sagittal?.[side], [tooth]: relation } } })
            }
          />
        )),
      )}
      <Checkbox.Group
        label={t('approach.sagittal_means')}
        value={value.sagittal?.means ?? []}
        onChange={(chosen) =>
          set({ sagittal: { ...value.sagittal, means: means.filter((each) => chosen.includes(each)) } })
        }
      >
        <Group mt={8} gap="lg">
          {means.map((each) => (
            <Checkbox key={each} value={each} label={t(`approach.sagittal_values.${each}`)} disabled={disabled} />
          ))}
        </Group>
      </Checkbox.Group>
      {(['upper', 'lower'] as const).map((arch) => {
        const midline = value.midline?.[arch];
        const setMidline = (patch: Partial<NonNullable<typeof midline>>) =>
          set({ midline: { ...value.midline, [arch]: { ...midline, ...patch } } });
        return (
          <div key={arch} className={classes.spaces}>
            <Choice
              label={`${t('approach.midline')}: ${t(`approach.${arch}`)}`}
              value={midline?.aim}
              choices={correctionChoices}
              disabled={disabled}
              onChange={(aim) => setMidline({ aim, ...(aim === 'maintain' && { millimetres: null }) })}
            />
            {(midline?.aim === 'improve' || midline?.aim === 'correct') && (
              <NumberInput
                label={t('approach.midline_mm')}
                description={t('approach.midline_mm_hint')}
                maw={220}
                min={-20}
                max={20}
                step={0.5}
                decimalScale={1}
                disabled={disabled}
                value={midline.millimetres ?? ''}
                onChange={(given) => setMidline({ millimetres: typeof given === 'number' ? given : null })}
              />
            )}
          </div>
        );
      })}
      <Choice
        label={t('approach.crossbite')}
        value={value.posteriorCrossbite}
        choices={correctionChoices}
        disabled={disabled}
        onChange={(posteriorCrossbite) => set({ posteriorCrossbite })}
      />
    </Fields>
  );
}
