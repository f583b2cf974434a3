import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/call.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import type { Refusal } from '../../client/refusal.ts';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { OutsidePage } from '../identity/outside-page.tsx';
import { PasswordSignIn } from '../identity/password-sign-in.tsx';
import { AnswerInvitation } from './answer-invitation.tsx';
import { InvitationFacts } from './invitation-facts.tsx';
import { InvitationOver } from './invitation-over.tsx';
import { SignUpForm } from './sign-up-form.tsx';
import { SwitchAccount } from './switch-account.tsx';

export type LookedUp = ReplyTo<'lookUpInvitation'>;

/** Get Started: where the link of an invitation leads, whoever opens it. */
export function InvitationPage() {
  const { t } = useTranslation('invitation');
  const { token } = useParams({ from: '/invitation/$token' });
  const looked = useQuery<LookedUp, Refusal>({
    queryKey: ['lookUpInvitation', token],
    queryFn: () => call('lookUpInvitation', { body: { token } }),
    staleTime: 0,
    // A filled-in form must not vanish because the window was left for a moment.
    refetchOnWindowFocus: false,
  });
  if (looked.isPending) {
    return (
      <OutsidePage title={t('title_unknown')} wide>
        <LoadingForm />
      </OutsidePage>
    );
  }
  if (looked.isError)
    return <InvitationOver token={token} error={looked.error} onRetry={() => void looked.refetch()} />;
  return <OpenInvitation token={token} invited={looked.data} onChanged={() => void looked.refetch()} />;
}

type OpenProps = { token: string; invited: LookedUp; onChanged: () => void };

function OpenInvitation({ token, invited, onChanged }: OpenProps) {
  const { t } = useTranslation('invitation');
  const descriptions = {
    sign_up: t('text.sign_up', { email: invited.email }),
    sign_in: t('text.sign_in', { email: invited.email }),
    accept: t('text.accept'),
    switch: t('text.switch', { email: invited.email, signedInAs: invited.signedInAs ?? '' }),
  };
  return (
    <OutsidePage title={t('title', { name: invited.organisation.name })} description={descriptions[invited.next]} wide>
      <InvitationFacts invited={invited} />
      <div style={{ marginTop: 28 }}>
        {invited.next === 'sign_up' && <SignUpForm token={token} invited={invited} onChanged={onChanged} />}
        {invited.next === 'sign_in' && (
          <PasswordSignIn next={`/invitation/${token}`} email={invited.email} onEnteredHere={onChanged} />
        )}
        {invited.next === 'accept' && <AnswerInvitation invited={invited} onChanged={onChanged} />}
        {invited.next === 'switch' && <SwitchAccount invited={invited} onSwitched={onChanged} />}
      </div>
    </OutsidePage>
  );
}
