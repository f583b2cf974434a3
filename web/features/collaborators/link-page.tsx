import { Button, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Language } from '#contract/shapes.ts';
import { forgetEverything } from '../../app/session.ts';
import { call } from '../../client/call.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import type { Refusal } from '../../client/refusal.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import { OutsidePage } from '../identity/outside-page.tsx';
import { PasswordSignIn } from '../identity/password-sign-in.tsx';
import { AnswerOffer } from './answer-offer.tsx';
import { LinkOver } from './link-over.tsx';
import { OfferedFacts } from './offered-facts.tsx';
import { RegisterForm } from './register-form.tsx';

export type LookedUp = ReplyTo<'lookUpCollaboration'>;

/** Where a collaborator's link leads, whoever opens it. */
export function CollaborationLinkPage() {
  const { t, i18n } = useTranslation('collaborators');
  const { token } = useParams({ from: '/collaboration/$token' });
  const language = i18n.language as Language;
  const looked = useQuery<LookedUp, Refusal>({
    queryKey: ['lookUpCollaboration', token, language],
    queryFn: () => call('lookUpCollaboration', { body: { token, language } }),
    staleTime: 0,
    // A filled-in form must not vanish because the window was left for a moment.
    refetchOnWindowFocus: false,
  });
  if (looked.isPending)
    return (
      <OutsidePage title={t('answer.title_unknown')} wide>
        <LoadingForm />
      </OutsidePage>
    );
  if (looked.isError) return <LinkOver token={token} error={looked.error} onRetry={() => void looked.refetch()} />;
  return <OpenLink token={token} offered={looked.data} onChanged={() => void looked.refetch()} />;
}

function OpenLink({ token, offered, onChanged }: { token: string; offered: LookedUp; onChanged: () => void }) {
  const { t } = useTranslation('collaborators');
  const client = useQueryClient();
  const navigate = useNavigate();
  const { email, next } = offered;
  const descriptions = {
    register: t('answer.register', { email }),
    sign_in: t('answer.sign_in', { email }),
    accept: t('answer.accept_text'),
    switch: t('answer.switch', { email, signedInAs: offered.signedInAs ?? '' }),
  };
  function goOn() {
    forgetEverything(client);
    void navigate({ to: '/collaborations' });
  }
  return (
    <OutsidePage title={t('answer.title', { provider: offered.provider })} description={descriptions[next]} wide>
      <OfferedFacts offered={offered} />
      <div style={{ marginTop: 28 }}>
        {next === 'register' && <RegisterForm token={token} offered={offered} onChanged={onChanged} />}
        {next === 'sign_in' && (
          <PasswordSignIn next={`/collaboration/${token}`} email={email} onEnteredHere={onChanged} />
        )}
        {next === 'accept' && <AnswerOffer offered={offered} onChanged={onChanged} onAccepted={goOn} />}
        {next === 'switch' && <Switch offered={offered} onSwitched={onChanged} />}
      </div>
    </OutsidePage>
  );
}

/** Signed in as somebody else: says so and offers the way; the invitation stays as it is. */
function Switch({ offered, onSwitched }: { offered: LookedUp; onSwitched: () => void }) {
  const { t } = useTranslation('invitation');
  const client = useQueryClient();
  const signedInAs = offered.signedInAs ?? '';
  const signOut = useActing('signOut', {
    onDone: () => {
      forgetEverything(client);
      onSwitched();
    },
  });
  return (
    <Stack>
      <Notice tone="attention">{t('switch.text', { signedInAs, email: offered.email })}</Notice>
      <ErrorNotice error={signOut.error} />
      <Button size="md" loading={signOut.isPending} onClick={() => signOut.mutate({})}>
        {t('switch.submit')}
      </Button>
      <Button variant="subtle" component={Link} to="/">
        {t('switch.stay', { signedInAs })}
      </Button>
    </Stack>
  );
}
