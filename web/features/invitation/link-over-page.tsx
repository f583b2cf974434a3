import { Button, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Notice } from '../../design/notice.tsx';
import { OutsidePage } from '../identity/outside-page.tsx';

type Resend = 'sendNewestLink' | 'sendNewestCollaborationLink';
type Props = {
  title: string;
  text: string;
  /** It was answered already: what is left is to sign in. */
  accepted: boolean;
  /** For a link that a newer one took the place of: sends that one again to the invited address. */
  newest: { token: string; send: Resend } | null;
};

/** A link that opens nothing any more: why, and the way forward. */
export function LinkOverPage({ title, text, accepted, newest }: Props) {
  const { t } = useTranslation('invitation');
  return (
    <OutsidePage title={title} description={text}>
      <Stack>
        {newest && <NewestLink {...newest} />}
        <Button variant={newest ? 'default' : 'filled'} component={Link} to="/">
          {t(accepted ? 'over.sign_in' : 'over.go_on')}
        </Button>
      </Stack>
    </OutsidePage>
  );
}

function NewestLink({ token, send }: { token: string; send: Resend }) {
  const { t } = useTranslation('invitation');
  const sending = useActing(send);
  if (sending.isSuccess) return <Notice tone="good">{t('over.newest_sent')}</Notice>;
  return (
    <>
      <ErrorNotice error={sending.error} />
      <Button loading={sending.isPending} onClick={() => sending.mutate({ body: { token } })}>
        {t('over.send_newest')}
      </Button>
    </>
  );
}
