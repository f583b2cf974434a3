import { Button, Center, Loader } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/call.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { OutsidePage } from './outside-page.tsx';
import { useEnter } from './use-enter.ts';
import { takeOidcNext } from './use-oidc.ts';

/** Back from the organisation's own sign-in. */
export function OidcReturnPage() {
  const { t } = useTranslation('identity');
  const next = useRef(takeOidcNext());
  const enter = useEnter(next.current);
  const finish = useMutation({
    mutationFn: () => call('finishOidc', { body: { query: window.location.search } }),
    onSuccess: enter,
  });
  const { mutate } = finish;
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    mutate();
  }, [mutate]);
  return (
    <OutsidePage title={t('oidc.title')}>
      {finish.isError ? (
        <>
          <ErrorNotice error={finish.error} mb="lg" />
          <Button component={Link} to="/sign-in" fullWidth>
            {t('back_to_sign_in')}
          </Button>
        </>
      ) : (
        <Center py="xl">
          <Loader type="dots" />
        </Center>
      )}
    </OutsidePage>
  );
}
