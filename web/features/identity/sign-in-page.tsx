import { Anchor, Button, Divider, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReading } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconBuilding, IconFingerprint } from '../../design/icons.ts';
import { Notice } from '../../design/notice.tsx';
import { OutsidePage } from './outside-page.tsx';
import { passkeysKnown, signInWithPasskey } from './passkey.ts';
import { PasswordSignIn } from './password-sign-in.tsx';
import { useEnter } from './use-enter.ts';
import { useOidc } from './use-oidc.ts';
import { WorkstationPeople } from './workstation-people.tsx';

/** Signing in: by password, passkey, the organisation's own sign-in, or a PIN at a shared workstation. */
export function SignInPage() {
  const { t } = useTranslation('identity');
  const { next, reason } = useSearch({ from: '/sign-in' });
  const [otherPerson, setOtherPerson] = useState(false);
  const options = useReading('signInOptions');
  const workstation = options.data?.workstation;
  if (workstation && workstation.people.length > 0 && !otherPerson) {
    return (
      <OutsidePage
        title={t('workstation.title')}
        description={t('workstation.text', { name: workstation.practiceName })}
      >
        <WorkstationPeople people={workstation.people} next={next} />
        <Button variant="subtle" mt="md" fullWidth onClick={() => setOtherPerson(true)}>
          {t('workstation.other_person')}
        </Button>
      </OutsidePage>
    );
  }
  return (
    <OutsidePage title={t('sign_in.title')} description={t('sign_in.text')}>
      {reason && (
        <Notice tone="neutral" mb="lg">
          {t(`sign_in.reason.${reason}`)}
        </Notice>
      )}
      {options.data?.setUpNeeded && (
        <Notice tone="waiting" mb="lg">
          {t('sign_in.set_up_needed')}
        </Notice>
      )}
      <PasswordSignIn next={next} />
      <OtherWays next={next} oidcLabel={options.data?.oidc?.label} />
      <Stack gap={4} mt="xl" align="center">
        <Anchor component={Link} to="/reset" size="sm" py={8}>
          {t('sign_in.forgot')}
        </Anchor>
      </Stack>
    </OutsidePage>
  );
}

function OtherWays({ next, oidcLabel }: { next: string | undefined; oidcLabel: string | undefined }) {
  const { t } = useTranslation('identity');
  const enter = useEnter(next);
  const passkey = useMutation({ mutationFn: signInWithPasskey, onSuccess: (reply) => reply && enter(reply) });
  const oidc = useOidc(next);
  if (!passkeysKnown && !oidcLabel) return null;
  return (
    <>
      <Divider label={t('sign_in.or')} my="lg" />
      <Stack gap="xs">
        {passkeysKnown && (
          <Button
            variant="default"
            size="md"
            leftSection={<IconFingerprint size={20} />}
            loading={passkey.isPending}
            onClick={() => passkey.mutate()}
          >
            {t('sign_in.passkey')}
          </Button>
        )}
        {oidcLabel && (
          <Button
            variant="default"
            size="md"
            leftSection={<IconBuilding size={20} />}
            loading={oidc.isPending}
            onClick={() => oidc.mutate()}
          >
            {t('sign_in.oidc', { name: oidcLabel })}
          </Button>
        )}
      </Stack>
      <ErrorNotice error={passkey.error ?? oidc.error} mt="md" />
    </>
  );
}
