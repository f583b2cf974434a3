import { useTranslation } from 'react-i18next';
import { useReading } from '../../client/use-calls.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconMail } from '../../design/icons.ts';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { PageHeader } from '../../design/page-header.tsx';
import { Section } from '../../design/section.tsx';
import { AnswerInvitation } from './answer-invitation.tsx';
import { InvitationFacts } from './invitation-facts.tsx';

/** The invitations that wait for the person signed in. */
export function WaitingInvitationsPage() {
  const { t } = useTranslation('invitation');
  const waiting = useReading('listMyInvitations');
  return (
    <>
      <PageHeader title={t('waiting.title')} description={t('waiting.text')} />
      {waiting.isPending && <LoadingForm fields={3} />}
      <ErrorNotice error={waiting.error} onRetry={() => void waiting.refetch()} />
      {waiting.data?.invitations.length === 0 && (
        <EmptyState icon={<IconMail size={28} />} title={t('waiting.none')}>
          {t('waiting.none_text')}
        </EmptyState>
      )}
      {waiting.data?.invitations.map((invited) => (
        <Section key={invited.id} title={t('title', { name: invited.organisation.name })}>
          <InvitationFacts invited={invited} />
          <div style={{ marginTop: 24 }}>
            <AnswerInvitation invited={invited} onChanged={() => void waiting.refetch()} />
          </div>
        </Section>
      ))}
    </>
  );
}
