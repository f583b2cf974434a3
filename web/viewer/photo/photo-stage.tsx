import { ActionIcon } from '@mantine/core';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconChevronLeft, IconChevronRight } from '../../design/icons.ts';
import { listenToPicture, type PictureGestures } from '../picture/gestures.ts';
import picture from '../picture/picture.module.css';
import { PictureFailed, PictureLoading } from '../picture/picture-messages.tsx';
import type { Point, Size } from '../picture/placement.ts';
import { usePlacement } from '../picture/use-placement.ts';
import classes from './photo.module.css';
import type { Photo } from './photo-view.tsx';

export type StageHandle = { zoom: (factor: number) => void; move: (by: Point) => void; whole: () => void };

type Props = {
  ref: Ref<StageHandle>;
  photo: Photo;
  back: boolean;
  on: boolean;
  go: (by: -1 | 1) => void;
};

const swipe = 60;

/** One photo, near or whole; where whole, a swipe changes it. */
export function PhotoStage({ ref, photo, back, on, go }: Props) {
  const { t } = useTranslation('viewer');
  const host = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  const [failed, setFailed] = useState(false);
  const [asked, setAsked] = useState(0);
  const { place, zoomed, zoom, move, whole, point } = usePlacement(host, size);
  useImperativeHandle(ref, () => ({ zoom, move, whole }), [zoom, move, whole]);

  const gestures: PictureGestures = {
    zoom,
    move,
    point,
    drag: (by) => zoomed && move(by),
    dragged: (whole) => {
      if (zoomed || Math.abs(whole.x) < swipe || Math.abs(whole.y) > Math.abs(whole.x)) return;
      if (whole.x < 0 ? on : back) go(whole.x < 0 ? 1 : -1);
    },
  };
  const latest = useRef(gestures);
  latest.current = gestures;
  useEffect(() => (host.current ? listenToPicture(host.current, () => latest.current) : undefined), []);

  const again = () => {
    setFailed(false);
    setAsked(asked + 1);
  };
  const style =
    place && size
      ? {
          width: size.width * place.scale,
          height: size.height * place.scale,
          transform: `translate(${place.x}px, ${place.y}px)`,
        }
      : { visibility: 'hidden' as const };
  return (
    <div ref={host} className={classes.stage} data-zoomed={zoomed || undefined}>
      {!failed && (
        <img
          key={asked}
          className={picture.picture}
          src={photo.src}
          alt={photo.caption}
          style={style}
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setSize({ width: naturalWidth, height: naturalHeight })
          }
          onError={() => setFailed(true)}
        />
      )}
      {!failed && !size && <PictureLoading name={photo.caption} />}
      {failed && <PictureFailed name={photo.caption} again={again} />}
      <ActionIcon
        className={classes.back}
        variant="default"
        radius="xl"
        size="xl"
        aria-label={t('photo.previous')}
        disabled={!back}
        onClick={() => go(-1)}
      >
        <IconChevronLeft size={22} />
      </ActionIcon>
      <ActionIcon
        className={classes.on}
        variant="default"
        radius="xl"
        size="xl"
        aria-label={t('photo.next')}
        disabled={!on}
        onClick={() => go(1)}
      >
        <IconChevronRight size={22} />
      </ActionIcon>
    </div>
  );
}
