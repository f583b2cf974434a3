import { Radio, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './orders.module.css';

type Props<V extends string> = {
  label: ReactNode;
  hint?: ReactNode;
  value: V | undefined | null;
  choices: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
  disabled?: boolean;
};

/** One of a few values, all of them in sight: a dentist sees at once what was chosen and what else there is. */
export function Choice<V extends string>({ label, hint, value, choices, onChange, disabled }: Props<V>) {
  return (
    <Radio.Group label={label} description={hint} value={value ?? null} onChange={(next) => onChange(next as V)}>
      <div className={classes.choices}>
        {choices.map((choice) => (
          <Radio.Card key={choice.value} value={choice.value} disabled={disabled} className={classes.choice}>
            {choice.label}
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

/** The same without a visible label of its own, e.g. in a table whose headings say it. */
export function SmallChoice<V extends string>({ label, value, choices, onChange, disabled }: Omit<Props<V>, 'hint'>) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={String(label)}
      value={value ?? ''}
      data={choices.map((choice) => ({ value: choice.value, label: choice.label }))}
      onChange={(next) => onChange(next as V)}
      disabled={disabled}
    />
  );
}
