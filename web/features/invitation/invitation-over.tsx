import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../client/refusal.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { OutsidePage } from '../identity/outside-page.tsx';
import { LinkOverPage } from './link-over-page.tsx';

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
    <LinkOverPage
      title={t(`over.${reason}.title`)}
      text={t(`over.${reason}.text`)}
      accepted={reason === 'invitation_accepted'}
      newest={reason === 'invitation_superseded' ? { token, send: 'sendNewestLink' } : null}
    />
  );
}
