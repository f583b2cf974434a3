import { Input, NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Tooth } from '#contract/teeth.ts';
import { Fields } from '../../design/fields.tsx';
import { ToothChart } from '../teeth/tooth-chart.tsx';
import { Choice } from './choice.tsx';
import type { ApproachProps } from './treatment-approach-form.tsx';

/** Dentition, extractions, and the teeth that are treated with restraint. */
export function TeethFields({ value, onChange, notation, disabled }: ApproachProps) {
  const { t } = useTranslation('orders');
  const set = (patch: Partial<typeof value>) => onChange({ ...value, ...patch });
  const chart = (
    label: string,
    hint: string | undefined,
    teeth: Tooth[] | undefined,
    change: (teeth: Tooth[]) => void,
  ) => (
    <Input.Wrapper label={label} description={hint} labelElement="div">
      <ToothChart
        label={label}
        notation={notation}
        dentition={value.dentition ?? 'permanent'}
        selected={teeth ?? []}
        {...(!disabled && { onChange: change })}
      />
    </Input.Wrapper>
  );
  return (
    <Fields>
      <Choice
        label={t('approach.dentition')}
        value={value.dentition}
        choices={(['permanent', 'mixed'] as const).map((each) => ({
          value: each,
          label: t(`approach.dentition_values.${each}`),
        }))}
        disabled={disabled}
        onChange={(dentition) => set({ dentition })}
      />
      <Choice
        label={t('approach.extractions')}
        value={value.extractions?.planned === undefined ? undefined : value.extractions.planned ? 'yes' : 'no'}
        choices={[
          { value: 'no', label: t('approach.extractions_no') },
          { value: 'yes', label: t('approach.extractions_yes') },
        ]}
        disabled={disabled}
        onChange={(planned) =>
          set({ extractions: planned === 'yes' ? { ...value.extractions, planned: true } : { planned: false } })
        }
      />
      {value.extractions?.planned &&
        chart(t('approach.extracted'), undefined, value.extractions.teeth, (teeth) =>
          set({ extractions: { planned: true, teeth } }),
        )}
      <Choice
        label={t('approach.reduction')}
        value={value.interproximalReduction?.allowed}
        choices={(['as_needed', 'later', 'none'] as const).map((each) => ({
          value: each,
          label: t(`approach.reduction_values.${each}`),
        }))}
        disabled={disabled}
        onChange={(allowed) => set({ interproximalReduction: { ...value.interproximalReduction, allowed } })}
      />
      {value.interproximalReduction?.allowed &&
        value.interproximalReduction.allowed !== 'none' &&
        chart(t('approach.reduction_not_on'), undefined, value.interproximalReduction.notOn, (notOn) =>
          set({ interproximalReduction: { ...value.interproximalReduction, notOn } }),
        )}
      <Choice
        label={t('approach.attachments')}
        value={value.attachments?.allowed}
        choices={(['as_needed', 'none'] as const).map((each) => ({
          value: each,
          label: t(`approach.attachments_values.${each}`),
        }))}
        disabled={disabled}
        onChange={(allowed) => set({ attachments: { ...value.attachments, allowed } })}
      />
      {value.attachments?.allowed === 'as_needed' && (
        <>
          <NumberInput
            label={t('approach.attachments_from')}
            maw={160}
            min={1}
            max={60}
            allowDecimal={false}
            disabled={disabled}
            value={value.attachments.fromStage ?? ''}
            onChange={(given) =>
              set({ attachments: { ...value.attachments, fromStage: typeof given === 'number' ? given : null } })
            }
          />
          {chart(t('approach.attachments_not_on'), undefined, value.attachments.notOn, (notOn) =>
            set({ attachments: { ...value.attachments, notOn } }),
          )}
        </>
      )}
      {chart(t('approach.movement'), t('approach.movement_hint'), value.movementRestrictions, (movementRestrictions) =>
        set({ movementRestrictions }),
      )}
    </Fields>
  );
}
