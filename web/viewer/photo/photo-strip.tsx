import { UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './photo.module.css';
import type { Photo } from './photo-view.tsx';

type Props = { photos: readonly Photo[]; at: number; go: (to: number) => void };

/** All photos small; each is fetched when it comes into sight. */
export function PhotoStrip({ photos, at, go }: Props) {
  const { t } = useTranslation('viewer');
  const current = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another photo is another place to be in sight
  useEffect(() => {
    // New browsers return a promise here, which must not become the effect's end.
    void current.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [at]);
  return (
    <nav className={classes.strip} aria-label={t('photo.all')}>
      {photos.map(({ id, thumbnail, caption }, index) => (
        <UnstyledButton
          key={id}
          ref={index === at ? current : undefined}
          className={classes.small}
          aria-current={index === at}
          aria-label={caption}
          onClick={() => go(index)}
        >
          <img src={thumbnail} alt="" width={320} height={240} loading="lazy" decoding="async" draggable={false} />
        </UnstyledButton>
      ))}
    </nav>
  );
}
