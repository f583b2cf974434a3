import { Loader, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import frame from '../frame/frame.module.css';
import { Trouble } from '../frame/trouble.tsx';

export function PictureLoading({ name }: { name: string }) {
  const { t } = useTranslation('viewer');
  return (
    <div className={frame.message} role="status">
      <Loader size="sm" color="gray" />
      <Text size="sm">{t('picture.loading', { name })}</Text>
    </div>
  );
}

export function PictureFailed({ name, again }: { name: string; again: () => void }) {
  const { t } = useTranslation('viewer');
  return <Trouble title={t('picture.failed', { name })} text={t('picture.failed_text')} again={again} />;
}
