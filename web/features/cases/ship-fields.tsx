import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SelectField } from '../../design/choice-fields.tsx';
import { TextField } from '../../design/fields.tsx';
import pageClasses from '../../design/page.module.css';

export type Shipping = {
  carrier: string;
  trackingNumber: string;
  arch: 'upper' | 'lower' | null;
  fromStage: number | null;
  toStage: number | null;
  note: string;
};

type Props = { value: Shipping; onChange: (value: Shipping) => void };

/** What is shipped, and with whom. */
export function ShipFields({ value, onChange }: Props) {
  const { t } = useTranslation('cases');
  const set = (patch: Partial<Shipping>) => onChange({ ...value, ...patch });
  const number = (given: number | string) => (typeof given === 'number' ? given : null);
  return (
    <>
      <div className={pageClasses.two}>
        <TextField
          label={t('act.carrier')}
          required
          maxLength={60}
          data-autofocus
          value={value.carrier}
          onChange={(event) => set({ carrier: event.currentTarget.value })}
        />
        <TextField
          label={t('act.tracking')}
          maxLength={80}
          value={value.trackingNumber}
          onChange={(event) => set({ trackingNumber: event.currentTarget.value })}
        />
        <NumberInput
          label={t('act.from_stage')}
          min={0}
          max={200}
          allowDecimal={false}
          value={value.fromStage ?? ''}
          onChange={(given) => set({ fromStage: number(given) })}
        />
        <NumberInput
          label={t('act.to_stage')}
          min={0}
          max={200}
          allowDecimal={false}
          value={value.toStage ?? ''}
          onChange={(given) => set({ toStage: number(given) })}
        />
        <SelectField
          label={t('act.arch')}
          data={[
            { value: 'both', label: t('act.arch_all') },
            { value: 'upper', label: t('arch.upper') },
            { value: 'lower', label: t('arch.lower') },
          ]}
          value={value.arch ?? 'both'}
          onChange={(arch) => set({ arch: arch === 'both' ? null : (arch as 'upper' | 'lower') })}
        />
      </div>
      <TextField
        label={t('act.note')}
        maxLength={1000}
        value={value.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </>
  );
}
