import { Outlet, useRouter } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { PagePending } from './page-pending.tsx';

/** What is around every page: its waiting state, and a voice for screen readers when the page changes. */
export function RootPage() {
  return (
    <>
      <Suspense fallback={<PagePending />}>
        <Outlet />
      </Suspense>
      <PageAnnouncer />
    </>
  );
}

function PageAnnouncer() {
  const router = useRouter();
  const [title, setTitle] = useState('');
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged }) => {
        if (pathChanged) setTitle(document.title);
      }),
    [router],
  );
  return (
    <div aria-live="polite" className="off-screen">
      {title}
    </div>
  );
}
