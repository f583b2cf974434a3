import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { ScanModel } from './scan-model.ts';

const ScanViewer = lazy(() => import('./scan-viewer.tsx').then(({ ScanViewer }) => ({ default: ScanViewer })));

type Props = {
  models: readonly ScanModel[];
  /** Of the drawing, in pixels or any CSS length; half the window unless said. */
  height?: number | string;
};

/** Scans in 3D. What draws them is fetched when it is first needed. */
export function ScanView({ models, height = 'clamp(280px, 52vh, 620px)' }: Props) {
  return (
    <Suspense fallback={<Skeleton h={height} radius="md" />}>
      <ScanViewer models={models} height={height} />
    </Suspense>
  );
}
