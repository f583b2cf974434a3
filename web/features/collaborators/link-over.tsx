import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../client/refusal.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { OutsidePage } from '../identity/outside-page.tsx';
import { LinkOverPage } from '../invitation/link-over-page.tsx';

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
  return (
    <LinkOverPage
      title={title}
      text={text}
      accepted={ownReason === 'invitation_accepted'}
      newest={sharedReason === 'invitation_superseded' ? { token, send: 'sendNewestCollaborationLink' } : null}
    />
  );
}
