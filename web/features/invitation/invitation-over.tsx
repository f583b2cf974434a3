import { Button, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../client/refusal.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Notice } from '../../design/notice.tsx';
import { OutsidePage } from '../identity/outside-page.tsx';

const over = [
  'link_invalid',
  'invitation_superseded',
  'invitation_expired',
  'invitation_revoked',
  'invitation_accepted',
  'invitation_declined',
] as const;

type Props = { token: string; error: Refusal; onRetry: () => void };

/** A link that doesn't open an invitation any more: why, and the way forward. */
export function InvitationOver({ token, error, onRetry }: Props) {
  const { t } = useTranslation('invitation');
  const reason = error.code === 'invalid' ? 'link_invalid' : over.find((code) => code === error.code);
  if (!reason) {
    return (
      <OutsidePage title={t('title_unknown')}>
        <ErrorNotice error={error} onRetry={onRetry} />
      </OutsidePage>
    );
  }
  return (
    <OutsidePage title={t(`over.${reason}.title`)} description={t(`over.${reason}.text`)}>
      <Stack>
        {reason === 'invitation_superseded' && <NewestLink token={token} />}
        <Button variant={reason === 'invitation_superseded' ? 'default' : 'filled'} component={Link} to="/">
          {t(reason === 'invitation_accepted' ? 'over.sign_in' : 'over.go_on')}
        </Button>
      </Stack>
    </OutsidePage>
  );
}

function NewestLink({ token }: { token: string }) {
  const { t } = useTranslation('invitation');
  const send = useActing('sendNewestLink');
  if (send.isSuccess) return <Notice tone="good">{t('over.newest_sent')}</Notice>;
  return (
    <>
      <ErrorNotice error={send.error} />
      <Button loading={send.isPending} onClick={() => send.mutate({ body: { token } })}>
        {t('over.send_newest')}
      </Button>
    </>
  );
}
