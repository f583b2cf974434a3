import { Button, Loader, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconAlertTriangle } from '../../design/icons.ts';
import classes from './picture.module.css';

export function PictureLoading({ name }: { name: string }) {
  const { t } = useTranslation('viewer');
  return (
    <div className={classes.message} role="status">
      <Loader size="sm" color="gray" />
      <Text size="sm">{t('picture.loading', { name })}</Text>
    </div>
  );
}

export function PictureFailed({ name, again }: { name: string; again: () => void }) {
  const { t } = useTranslation('viewer');
  return (
    <div className={classes.message} role="alert">
      <IconAlertTriangle size={28} aria-hidden="true" />
      <Text fw={650}>{t('picture.failed', { name })}</Text>
      <Text size="sm">{t('picture.failed_text')}</Text>
      <Button size="compact-sm" variant="default" onClick={again}>
        {t('picture.again')}
      </Button>
    </div>
  );
}
