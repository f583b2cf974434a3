import { Modal } from '@mantine/core';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Point } from '../picture/placement.ts';
import classes from './photo.module.css';
import { PhotoStage, type StageHandle } from './photo-stage.tsx';
import { PhotoStrip } from './photo-strip.tsx';
import { PhotoTools } from './photo-tools.tsx';

export type Photo = {
  id: string;
  /** What it shows, e.g. “Upper occlusal”. */
  caption: string;
  src: string;
  thumbnail: string;
  /** Offered where given. */
  download?: string | undefined;
};

type Props = { photos: readonly Photo[]; start?: string | undefined; onClose: () => void };

/** Photos one after the other over the whole window. Escape closes, arrow keys change, focus returns to where it was. */
export function PhotoView(props: Props) {
  useFocusReturn();
  // Waiting for words must not hide the page beneath, which would lose the focus.
  return (
    <Suspense>
      <Photos {...props} />
    </Suspense>
  );
}

function Photos({ photos, start, onClose }: Props) {
  const { t } = useTranslation('viewer');
  const [shown, setShown] = useState(start ?? photos[0]?.id);
  const stage = useRef<StageHandle>(null);

  const found = photos.findIndex(({ id }) => id === shown);
  const at = found === -1 ? 0 : found;
  const photo = photos[at];
  const go = (to: number) => setShown(photos[Math.min(Math.max(to, 0), photos.length - 1)]?.id);

  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = arrows[event.key];
    if (event.shiftKey && arrow) stage.current?.move(arrow);
    else if (event.key === 'ArrowLeft') go(at - 1);
    else if (event.key === 'ArrowRight') go(at + 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(photos.length - 1);
    else if (event.key === '+' || event.key === '=') stage.current?.zoom(1.25);
    else if (event.key === '-') stage.current?.zoom(0.8);
    else if (event.key === '0') stage.current?.whole();
    else return;
    event.preventDefault();
  });

  return (
    <Modal.Root opened fullScreen onClose={onClose} returnFocus={false} transitionProps={{ duration: 0 }}>
      <Modal.Content className={classes.content} aria-label={t('photo.title')}>
        <Modal.Body className={classes.body} p={0}>
          {photo && (
            <>
              <PhotoTools {...{ photo, onClose, at, stage }} count={photos.length} />
              <PhotoStage
                key={photo.id}
                ref={stage}
                photo={photo}
                back={at > 0}
                on={at < photos.length - 1}
                go={(by) => go(at + by)}
              />
              {photos.length > 1 && <PhotoStrip photos={photos} at={at} go={go} />}
              <Neighbours photos={[photos[at + 1], photos[at - 1]]} />
            </>
          )}
          <p className="off-screen" aria-live="polite">
            {photo && t('photo.place', { name: photo.caption, at: at + 1, count: photos.length })}
          </p>
          <p className="off-screen">{t('photo.keys')}</p>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

const arrows: Record<string, Point> = {
  ArrowLeft: { x: 60, y: 0 },
  ArrowRight: { x: -60, y: 0 },
  ArrowUp: { x: 0, y: 60 },
  ArrowDown: { x: 0, y: -60 },
};

/** The next and the former photo are fetched ahead, so that changing doesn't wait. */
function Neighbours({ photos }: { photos: readonly (Photo | undefined)[] }) {
  return (
    <div hidden>
      {photos.map((photo) => photo && <img key={photo.id} src={photo.src} alt="" fetchPriority="low" />)}
    </div>
  );
}

/** From anywhere: nothing else is within reach while photos cover the window. */
function useKeys(act: (event: KeyboardEvent) => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => latest.current(event);
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function useFocusReturn(): void {
  // Read while drawing: once it stands, the dialog has taken the focus.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}
