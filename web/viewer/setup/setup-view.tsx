import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { SetupViewProps } from './setup-view-props.ts';

const SetupViewer = lazy(() => import('./setup-viewer.tsx').then(({ SetupViewer }) => ({ default: SetupViewer })));

/** A treatment setup in 3D. What draws it is fetched when it is first needed. */
export function SetupView(props: SetupViewProps) {
  return (
    <Suspense fallback={<Skeleton h={props.height ?? 480} radius="md" />}>
      <SetupViewer {...props} />
    </Suspense>
  );
}
