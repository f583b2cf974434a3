import '../../design/styles.css';
import { MantineProvider } from '@mantine/core';
import { type ReactNode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { startPhrases } from '../../app/phrases.ts';
import { cssVariables, theme } from '../../design/theme.ts';

/** Shows one component alone on a page, dressed as in the product. */
export async function stand(component: ReactNode): Promise<void> {
  await startPhrases();
  const root = document.getElementById('root');
  if (!root) return;
  createRoot(root).render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Suspense>
        <main style={{ padding: 16, maxWidth: 1100, margin: '0 auto' }}>{component}</main>
      </Suspense>
    </MantineProvider>,
  );
}
