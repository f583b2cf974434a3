import { NumberInput } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MovementLimits } from '#contract/tooth-movement/movement-limits.ts';
import classes from './panels.module.css';

type Props = { limits: MovementLimits; onChange: (limits: MovementLimits) => void };

/** What a tooth may move within one stage. */
export const LimitFields = memo(function LimitFields({ limits, onChange }: Props) {
  const { t, i18n } = useTranslation('setups', { keyPrefix: 'panels' });
  const decimal = new Intl.NumberFormat(i18n.language).format(0.5).charAt(1);
  const field = (name: keyof MovementLimits, { step, max, unit }: { step: number; max: number; unit: string }) => (
    <NumberInput
      size="xs"
      className={classes.limit}
      aria-label={t(`movement.limits.${name}`)}
      suffix={unit}
      value={limits[name]}
      min={step}
      max={max}
      step={step}
      decimalScale={2}
      decimalSeparator={decimal}
      allowedDecimalSeparators={['.', ',']}
      clampBehavior="blur"
      onChange={(value) => {
        if (typeof value === 'number' && value > 0 && value <= max) onChange({ ...limits, [name]: value });
      }}
    />
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame along
    <div className={classes.limits} role="group" aria-label={t('movement.limits.title')}>
      <span className={classes.limitsTitle}>{t('movement.limits.title')}</span>
      {field('mm', { step: 0.05, max: 5, unit: ' mm' })}
      {field('degrees', { step: 0.5, max: 45, unit: '°' })}
    </div>
  );
});
