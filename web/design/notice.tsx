import { Alert, type AlertProps } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from './icons.ts';
import type { Tone } from './state-badge.tsx';

const looks = {
  good: { color: 'teal', icon: <IconCircleCheck size={20} /> },
  waiting: { color: 'blue', icon: <IconInfoCircle size={20} /> },
  attention: { color: 'orange', icon: <IconAlertTriangle size={20} /> },
  bad: { color: 'red', icon: <IconAlertTriangle size={20} /> },
  neutral: { color: 'gray', icon: <IconInfoCircle size={20} /> },
} satisfies Record<Tone, object>;

/** A message that stays on the page. */
export function Notice({ tone, ...rest }: { tone: Tone } & AlertProps) {
  return <Alert {...looks[tone]} variant="light" role={tone === 'bad' ? 'alert' : 'status'} {...rest} />;
}
