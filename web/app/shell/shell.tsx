import { useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { Suspense, useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../client/use-live.ts';
import { Toasts } from '../../design/toasts.tsx';
import { AskedBanner } from '../../features/collaborators/asked-banner.tsx';
import { OfferedBanner } from '../../features/hand-overs/offered-banner.tsx';
import { PagePending } from '../page-pending.tsx';
import { speak } from '../phrases.ts';
import { forgetEverything, useMe } from '../session.ts';
import { Header } from './header.tsx';
import classes from './shell.module.css';
import { WaitingBanner } from './waiting-banner.tsx';
import { WorkstationClock } from './workstation-clock.tsx';

/** Header and page of everybody who is signed in. */
export function Shell() {
  const { t } = useTranslation('shell');
  const me = useMe();
  const { setColorScheme } = useMantineColorScheme();
  useSignedOutEverywhere(me.account.id);
  useEffect(() => void speak(me.account.language), [me.account.language]);
  useEffect(
    () => setColorScheme(me.account.theme === 'system' ? 'auto' : me.account.theme),
    [me.account.theme, setColorScheme],
  );
  return (
    <>
      <a className="skip-link" href="#main">
        {t('skip')}
      </a>
      <Header />
      <WaitingBanner />
      <AskedBanner />
      {me.contexts.some(({ kind }) => kind === 'practice') && <OfferedBanner />}
      <main id="main" className={classes.main} tabIndex={-1}>
        <Suspense fallback={<PagePending />}>
          <Outlet />
        </Suspense>
      </main>
      <Toasts />
      {me.workstation && <WorkstationClock minutes={me.workstation.idleMinutes} />}
    </>
  );
}

/** When the session ends anywhere, this tab leaves too. */
function useSignedOutEverywhere(accountId: string) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = useCallback(() => {
    forgetEverything(client);
    void navigate({ to: '/sign-in', search: { reason: 'signed_out' } });
  }, [client, navigate]);
  useLive(accountId, leave);
}
