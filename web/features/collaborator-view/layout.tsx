import { Outlet } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { PlaceProvider } from '../../app/place.tsx';
import type { Place } from '../../app/places.ts';

/** The pages of what is shared with me: the same pages as an organisation's, with nothing of any organisation around them. */
export function CollaboratorViewLayout() {
  const { t } = useTranslation('collaborator-view');
  const name = t('title');
  const place = useMemo<Place>(
    () => ({
      organisationId: 'collaborator-view',
      kind: 'collaborator',
      name,
      groupId: null,
      groupName: null,
      logoVersion: null,
      city: '',
      positions: [],
      landing: '',
      secondFactorMissing: false,
      may: [],
    }),
    [name],
  );
  return (
    <PlaceProvider place={place}>
      <Outlet />
    </PlaceProvider>
  );
}
