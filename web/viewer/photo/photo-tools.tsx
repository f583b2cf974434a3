import { ActionIcon, Text, Tooltip } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { IconDownload, IconX, IconZoomIn, IconZoomOut, IconZoomScan } from '../../design/icons.ts';
import { Tool } from '../frame/tool.tsx';
import classes from './photo.module.css';
import type { StageHandle } from './photo-stage.tsx';
import type { Photo } from './photo-view.tsx';

type Props = {
  photo: Photo;
  at: number;
  count: number;
  stage: RefObject<StageHandle | null>;
  onClose: () => void;
};

/** What is shown, how near, and the way out. */
export function PhotoTools({ photo, at, count, stage, onClose }: Props) {
  const { t } = useTranslation('viewer');
  return (
    <div className={classes.head}>
      <Text fw={650} className={classes.caption}>
        {photo.caption}
      </Text>
      {count > 1 && (
        <Text size="sm" c="dimmed" className={classes.count} aria-hidden="true">
          {at + 1} / {count}
        </Text>
      )}
      <div className={classes.tools}>
        <Tool label={t('photo.zoom_out')} keys="-" act={() => stage.current?.zoom(1 / 1.5)}>
          <IconZoomOut size={18} />
        </Tool>
        <Tool label={t('photo.zoom_in')} keys="+" act={() => stage.current?.zoom(1.5)}>
          <IconZoomIn size={18} />
        </Tool>
        <Tool label={t('photo.fit')} keys="0" act={() => stage.current?.whole()}>
          <IconZoomScan size={18} />
        </Tool>
        {photo.download && (
          <Tooltip label={t('photo.download')} withinPortal={false}>
            <ActionIcon
              component="a"
              href={photo.download}
              download
              variant="subtle"
              color="gray"
              size="md"
              aria-label={t('photo.download')}
            >
              <IconDownload size={18} />
            </ActionIcon>
          </Tooltip>
        )}
        <ActionIcon
          variant="subtle"
          color="gray"
          size="md"
          aria-label={t('photo.close')}
          onClick={onClose}
          data-autofocus
        >
          <IconX size={18} />
        </ActionIcon>
      </div>
    </div>
  );
}
