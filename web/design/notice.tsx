import { Alert, type AlertProps } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from './icons.ts';
import type { Tone } from './state-badge.tsx';
import classes from './tones.module.css';

const icons = {
  good: <IconCircleCheck size={20} />,
  waiting: <IconInfoCircle size={20} />,
  attention: <IconAlertTriangle size={20} />,
  bad: <IconAlertTriangle size={20} />,
  neutral: <IconInfoCircle size={20} />,
} satisfies Record<Tone, object>;

/** A message that stays on the page. */
export function Notice({ tone, ...rest }: { tone: Tone } & AlertProps) {
  return (
    <Alert
      className={classes.notice}
      data-tone={tone}
      icon={icons[tone]}
      role={tone === 'bad' ? 'alert' : 'status'}
      {...rest}
    />
  );
}
