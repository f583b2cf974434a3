import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconAlertTriangle } from '../../design/icons.ts';
import classes from './frame.module.css';

/** `small`: at the drawing's foot, where there is still something to see. */
type Props = { title: string; text: string; again?: () => void; small?: boolean };

/** What went wrong with a view, and another try where that may help. */
export function Trouble({ title, text, again, small }: Props) {
  const { t } = useTranslation('viewer');
  return (
    <div className={classes.message} role="alert" data-small={small || undefined}>
      <IconAlertTriangle size={28} aria-hidden="true" />
      <Text fw={650}>{title}</Text>
      <Text size="sm">{text}</Text>
      {again && (
        <Button size="compact-sm" variant="default" onClick={again}>
          {t('scan.again')}
        </Button>
      )}
    </div>
  );
}
