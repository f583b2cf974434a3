import { Button, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconAlertTriangle } from '../../design/icons.ts';
import type { PaneState } from './pane.tsx';
import classes from './setup.module.css';
import type { Loaded } from './use-body.ts';

type Props = { own: Loaded; other: Loaded | null; pane: PaneState; again: () => void };

/** What stands over the drawing while something is on its way or went wrong. */
export function SetupMessages({ own, other, pane, again }: Props) {
  const { t } = useTranslation('viewer');
  if (pane === 'no_webgl') return <Trouble title={t('scan.no_webgl')} text={t('setup.no_webgl_text')} />;
  if (pane === 'lost') return <Trouble title={t('scan.lost')} text={t('scan.lost_text')} again={again} />;
  if (own.failed) return <Trouble title={t('setup.failed')} text={t('setup.failed_text')} again={own.again} />;
  if (other?.failed)
    return <Trouble title={t('setup.other_failed')} text={t('setup.failed_text')} again={other.again} small />;
  const { coarse, full } = own.state;
  if (coarse < 1) {
    return (
      <div className={classes.loading}>
        <Text size="sm">{t('setup.loading')}</Text>
        <Progress value={Math.max(coarse * 100, 4)} size="sm" aria-label={t('setup.loading')} />
      </div>
    );
  }
  if (full < 1) return <p className={classes.finer}>{t('setup.finer')}</p>;
  return null;
}

function Trouble({ title, text, again, small }: { title: string; text: string; again?: () => void; small?: boolean }) {
  const { t } = useTranslation('viewer');
  return (
    <div className={classes.trouble} role="alert" data-small={small || undefined}>
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
