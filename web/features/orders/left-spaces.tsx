import { ActionIcon, Button, NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { permanentTeeth, type Tooth, toothLabel } from '#contract/teeth.ts';
import { SelectField } from '../../design/choice-fields.tsx';
import { IconPlus, IconTrash } from '../../design/icons.ts';
import classes from './orders.module.css';
import type { ApproachProps } from './treatment-approach-form.tsx';

/** Gaps that are left on purpose, e.g. for a later implant: beside which tooth, and how wide. */
export function LeftSpaces({ value, onChange, notation, disabled }: ApproachProps) {
  const { t } = useTranslation('orders');
  const leave = value.spacing?.leave ?? [];
  const set = (next: typeof leave) => onChange({ ...value, spacing: { ...value.spacing, leave: next } });
  const teeth = permanentTeeth.map((tooth) => ({ value: String(tooth), label: toothLabel(tooth, notation) }));
  return (
    <div className={classes.spaces}>
      {leave.map((space, place) => {
        const change = (patch: Partial<typeof space>) =>
          set(leave.map((each, other) => (other === place ? { ...each, ...patch } : each)));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a gap has no other identity than its place in the list
          <div key={place} className={classes.space}>
            <SelectField
              label={t('approach.leave_tooth')}
              data={teeth}
              searchable
              disabled={disabled}
              value={String(space.tooth)}
              onChange={(tooth) => change({ tooth: Number(tooth) as Tooth })}
            />
            <SelectField
              label={t('approach.leave_side')}
              data={[
                { value: 'mesial', label: t('approach.mesial') },
                { value: 'distal', label: t('approach.distal') },
              ]}
              disabled={disabled}
              value={space.side}
              onChange={(side) => change({ side: side as 'mesial' | 'distal' })}
            />
            <NumberInput
              label={t('approach.leave_mm')}
              min={0.1}
              max={20}
              step={0.5}
              decimalScale={1}
              disabled={disabled}
              value={space.millimetres}
              onChange={(given) => typeof given === 'number' && given >= 0.1 && change({ millimetres: given })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              disabled={disabled}
              aria-label={t('approach.leave_remove')}
              onClick={() => set(leave.filter((_, other) => other !== place))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </div>
        );
      })}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={16} />}
          disabled={disabled || leave.length >= 32}
          onClick={() => set([...leave, { tooth: 12 as Tooth, side: 'distal', millimetres: 1 }])}
        >
          {t('approach.leave_add')}
        </Button>
      </div>
    </div>
  );
}
