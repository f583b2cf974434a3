import { Button } from '@mantine/core';
import { Link, Outlet } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../design/empty-state.tsx';
import { IconLock, IconShieldLock } from '../../design/icons.ts';
import { NotFoundPage } from '../not-found-page.tsx';
import { PlaceProvider, useOpenPlace } from '../place.tsx';
import { rememberPlace } from '../places.ts';
import { useMe } from '../session.ts';

/** The pages of one organisation: shown while the account may open it, left with a clear word when it no longer may. */
export function PlaceLayout() {
  const me = useMe();
  const place = useOpenPlace();
  const lastName = useRef<string>(undefined);
  useEffect(() => {
    if (!place) return;
    lastName.current = place.name;
    rememberPlace(me.account.id, place.organisationId);
  }, [place, me.account.id]);
  if (!place) return lastName.current ? <AccessEnded name={lastName.current} /> : <NotFoundPage />;
  if (place.secondFactorMissing) return <SecondFactorFirst name={place.name} />;
  return (
    <PlaceProvider place={place} key={place.organisationId}>
      <Outlet />
    </PlaceProvider>
  );
}

function AccessEnded({ name }: { name: string }) {
  const { t } = useTranslation('shell');
  return (
    <div role="alert">
      <EmptyState
        page
        icon={<IconLock size={28} />}
        title={t('access_ended.title', { name })}
        actions={
          <Button component={Link} to="/">
            {t('access_ended.go_on')}
          </Button>
        }
      >
        {t('access_ended.text')}
      </EmptyState>
    </div>
  );
}

function SecondFactorFirst({ name }: { name: string }) {
  const { t } = useTranslation('shell');
  return (
    <EmptyState
      page
      icon={<IconShieldLock size={28} />}
      title={t('factor_first.title', { name })}
      actions={
        <Button component={Link} to="/account/security">
          {t('factor_first.set_up')}
        </Button>
      }
    >
      {t('factor_first.text')}
    </EmptyState>
  );
}
