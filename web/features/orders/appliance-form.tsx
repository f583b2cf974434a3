import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OrderKind } from '#contract/order-life.ts';
import type { Appliance } from '#contract/prescriptions.ts';
import { Fields, TextField } from '../../design/fields.tsx';
import { Section } from '../../design/section.tsx';
import { Choice } from './choice.tsx';

type Props = {
  kind: OrderKind;
  value: Appliance;
  onChange: (value: Appliance) => void;
  /** False for a new patient, who has no stages yet. */
  hasStages: boolean;
  disabled?: boolean;
};

/** Step 3 of a retainer or replacement: what is made, and from which stage. */
export function ApplianceForm({ kind, value, onChange, hasStages, disabled }: Props) {
  const { t } = useTranslation('orders');
  const set = (patch: Partial<Appliance>) => onChange({ ...value, ...patch });
  const sources = hasStages ? (['last_stage', 'earlier_stage', 'new_scans'] as const) : (['new_scans'] as const);
  const number = (given: number | string) => (typeof given === 'number' ? given : null);
  return (
    <Section title={t('steps.appliance')}>
      <Fields>
        {kind === 'replacement' && (
          <Choice
            label={t('appliance.reason')}
            value={value.reason}
            choices={(['lost', 'broken', 'does_not_fit', 'other'] as const).map((each) => ({
              value: each,
              label: t(`appliance.reason_values.${each}`),
            }))}
            disabled={disabled}
            onChange={(reason) => set({ reason })}
          />
        )}
        <Choice
          label={t('appliance.from')}
          value={value.from}
          choices={sources.map((each) => ({ value: each, label: t(`appliance.from_values.${each}`) }))}
          disabled={disabled}
          onChange={(from) => set({ from, ...(from !== 'earlier_stage' && { stage: null, stageTo: null }) })}
        />
        {value.from === 'earlier_stage' && (
          <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap' }}>
            <NumberInput
              label={t('appliance.stage')}
              maw={140}
              min={0}
              max={200}
              allowDecimal={false}
              disabled={disabled}
              value={value.stage ?? ''}
              onChange={(given) => set({ stage: number(given) })}
            />
            {kind === 'replacement' && (
              <NumberInput
                label={t('appliance.stage_to')}
                maw={140}
                min={0}
                max={200}
                allowDecimal={false}
                disabled={disabled}
                value={value.stageTo ?? ''}
                onChange={(given) => set({ stageTo: number(given) })}
              />
            )}
          </div>
        )}
        <NumberInput
          label={t('appliance.sets')}
          maw={160}
          min={1}
          max={12}
          allowDecimal={false}
          disabled={disabled}
          value={value.sets ?? ''}
          onChange={(given) => typeof given === 'number' && set({ sets: given })}
        />
        {kind === 'retainer' && (
          <>
            <TextField
              label={t('appliance.material')}
              maxLength={80}
              disabled={disabled}
              value={value.material ?? ''}
              onChange={(event) => set({ material: event.currentTarget.value })}
            />
            <Choice
              label={t('appliance.trim')}
              value={value.trimLine}
              choices={(['scalloped', 'straight'] as const).map((each) => ({
                value: each,
                label: t(`appliance.trim_values.${each}`),
              }))}
              disabled={disabled}
              onChange={(trimLine) => set({ trimLine })}
            />
          </>
        )}
      </Fields>
    </Section>
  );
}
