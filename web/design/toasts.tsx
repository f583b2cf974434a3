import { Button, CloseButton } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { IconAlertTriangle, IconCircleCheck } from './icons.ts';
import { currentToasts, dismissToast, onToasts, type Toast } from './notify.ts';
import classes from './toasts.module.css';

/** The short words in the corner, read out by screen readers. */
export function Toasts() {
  const toasts = useSyncExternalStore(onToasts, currentToasts);
  return (
    <div className={classes.corner} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function OneToast({ toast }: { toast: Toast }) {
  const { t } = useTranslation('words');
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(toast.id), toast.failed || toast.act ? 12_000 : 5000);
    return () => clearTimeout(timer);
  }, [held, toast]);
  return (
    <div
      className={classes.toast}
      data-failed={toast.failed || undefined}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
    >
      {toast.failed ? <IconAlertTriangle size={20} /> : <IconCircleCheck size={20} />}
      <span>{toast.message}</span>
      {toast.act && (
        <Button size="compact-sm" variant="light" onClick={() => runAndDismiss(toast)}>
          {toast.act.label}
        </Button>
      )}
      <CloseButton size="sm" aria-label={t('close')} onClick={() => dismissToast(toast.id)} />
    </div>
  );
}

function runAndDismiss({ id, act }: Toast) {
  dismissToast(id);
  act?.run();
}
