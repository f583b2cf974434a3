import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './page.module.css';

type Props = {
  submit: string;
  busy?: boolean;
  disabled?: boolean;
  danger?: boolean;
  onCancel?: () => void;
  before?: ReactNode;
};

/** The end of a form: what it does, and the way out. */
export function FormActions({ submit, busy, disabled, danger, onCancel, before }: Props) {
  const { t } = useTranslation('words');
  return (
    <div className={classes.actions}>
      {before}
      {onCancel && (
        <Button variant="default" onClick={onCancel} disabled={busy}>
          {t('cancel')}
        </Button>
      )}
      <Button type="submit" loading={busy} disabled={disabled} color={danger ? 'red' : undefined}>
        {submit}
      </Button>
    </div>
  );
}
