import { Button, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { forgetEverything } from '../../app/session.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Notice } from '../../design/notice.tsx';
import type { LookedUp } from './invitation-page.tsx';

type Props = { invited: LookedUp; onSwitched: () => void };

/** Signed in as somebody else: says so and offers the way; the invitation stays as it is. */
export function SwitchAccount({ invited, onSwitched }: Props) {
  const { t } = useTranslation('invitation');
  const client = useQueryClient();
  const signOut = useActing('signOut', {
    onDone: () => {
      forgetEverything(client);
      onSwitched();
    },
  });
  return (
    <Stack>
      <Notice tone="attention">
        {t('switch.text', { signedInAs: invited.signedInAs ?? '', email: invited.email })}
      </Notice>
      <ErrorNotice error={signOut.error} />
      <Button size="md" loading={signOut.isPending} onClick={() => signOut.mutate({})}>
        {t('switch.submit')}
      </Button>
      <Button variant="subtle" component={Link} to="/">
        {t('switch.stay', { signedInAs: invited.signedInAs ?? '' })}
      </Button>
    </Stack>
  );
}
