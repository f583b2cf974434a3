import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { makeQueryClient, type SessionRefusal } from '../client/query-client.ts';
import { cssVariables, theme } from '../design/theme.ts';
import { fetchAhead } from './first-page.ts';
import { outside } from './outside.ts';
import { makeRouter } from './router.tsx';

const queryClient = makeQueryClient(leave);
const router = makeRouter(queryClient);
const colorSchemes = localStorageColorSchemeManager({ key: 'midline.theme' });

/** Begins to fetch the page that the address names. */
export function loadFirstPage(): Promise<void> {
  const loading = router.load();
  fetchAhead(router);
  return loading;
}

/** The whole interface with everything it lives in. */
export function App() {
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorSchemes}
        defaultColorScheme="auto"
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}

/** The session is gone: nothing that it showed stays, and the way back leads here again. */
function leave(code: SessionRefusal) {
  const { pathname, href } = router.state.location;
  if (outside.test(pathname)) return;
  queryClient.clear();
  const to = code === 'second_factor_needed' ? '/sign-in/second-factor' : '/sign-in';
  void router.navigate({ to, search: { next: href, reason: code === 'locked' ? 'locked' : 'ended' } });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
