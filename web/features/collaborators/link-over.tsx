import { Button, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../client/refusal.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Notice } from '../../design/notice.tsx';
import { OutsidePage } from '../identity/outside-page.tsx';

const own = ['invitation_expired', 'invitation_revoked', 'invitation_accepted', 'invitation_declined'] as const;
const shared = ['link_invalid', 'invitation_superseded'] as const;

type Props = { token: string; error: Refusal; onRetry: () => void };

/** A link that opens nothing any more: why, and the way forward. */
export function LinkOver({ token, error, onRetry }: Props) {
  const { t } = useTranslation(['collaborators', 'invitation']);
  const code = error.code === 'invalid' ? 'link_invalid' : error.code;
  const ownReason = own.find((each) => each === code);
  const sharedReason = shared.find((each) => each === code);
  if (!ownReason && !sharedReason)
    return (
      <OutsidePage title={t('answer.title_unknown')}>
        <ErrorNotice error={error} onRetry={onRetry} />
      </OutsidePage>
    );
  const title = ownReason ? t(`over.${ownReason}.title`) : t(`invitation:over.${sharedReason!}.title`);
  const text = ownReason ? t(`over.${ownReason}.text`) : t(`invitation:over.${sharedReason!}.text`);
  const superseded = sharedReason === 'invitation_superseded';
  return (
    <OutsidePage title={title} description={text}>
      <Stack>
        {superseded && <NewestLink token={token} />}
        <Button variant={superseded ? 'default' : 'filled'} component={Link} to="/">
          {t(ownReason === 'invitation_accepted' ? 'invitation:over.sign_in' : 'invitation:over.go_on')}
        </Button>
      </Stack>
    </OutsidePage>
  );
}

function NewestLink({ token }: { token: string }) {
  const { t } = useTranslation('invitation');
  const send = useActing('sendNewestCollaborationLink');
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
