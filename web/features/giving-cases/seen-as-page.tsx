import { Button } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlaceProvider, usePlace } from '../../app/place.tsx';
import { lookAs } from '../../client/call.ts';
import { useReading } from '../../client/use-calls.ts';
import { IconArrowLeft, IconEye } from '../../design/icons.ts';
import { CasePage } from '../cases/case-page.tsx';
import classes from './giving-cases.module.css';

/** The case page as somebody else sees it: what is read is answered as that one, and nothing can be changed. */
export function SeenAsPage() {
  const { t } = useTranslation('giving-cases');
  const { caseId, viewer } = useParams({ strict: false }) as { caseId: string; viewer: string };
  const place = usePlace();
  const name = useNameOf(caseId, viewer);
  const laboratory = viewer.startsWith('laboratory:');
  const shown = { ...place, may: [], ...(laboratory ? { kind: 'laboratory' as const } : {}) };
  return (
    <>
      <div className={classes.preview} role="status">
        <IconEye size={20} aria-hidden />
        <strong>{name ? t('preview.as', { name }) : t('preview.title')}</strong>
        <span>{t('preview.text')}</span>
        <Button
          component={Link}
          to={`/practices/${place.organisationId}/cases/${caseId}`}
          size="xs"
          variant="white"
          leftSection={<IconArrowLeft size={16} />}
        >
          {t('preview.end')}
        </Button>
      </div>
      <PlaceProvider place={shown}>
        <Looking key={viewer} caseId={caseId} viewer={viewer} />
      </PlaceProvider>
    </>
  );
}

/** Replies of the preview are kept apart, and forgotten with it. */
function Looking({ caseId, viewer }: { caseId: string; viewer: string }) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false } } }));
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const end = lookAs({ caseId, viewer });
    setReady(true);
    return () => {
      end();
      client.clear();
    };
  }, [caseId, viewer, client]);
  if (!ready) return null;
  return (
    <QueryClientProvider client={client}>
      <CasePage />
    </QueryClientProvider>
  );
}

function useNameOf(caseId: string, viewer: string): string | undefined {
  const seen = useReading('viewWhoSees', { params: { caseId } });
  const givings = useReading('viewGivings', { params: { caseId } });
  const id = viewer.slice(viewer.indexOf(':') + 1);
  return (
    seen.data?.viewers.find((each) => each.viewer === viewer)?.name ??
    givings.data?.collaborators.find(({ collaborationId }) => collaborationId === id)?.name
  );
}
