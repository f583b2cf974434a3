import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CollaborationAct, Collaborator } from '#contract/collaborators.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice, useRefusalSentence } from '../../design/error-notice.tsx';
import { IconUsersGroup } from '../../design/icons.ts';
import { LoadingForm, LoadingRows } from '../../design/loading-rows.tsx';
import { notifyDone, notifyFailed } from '../../design/notify.ts';
import { Rows } from '../../design/rows.tsx';
import { Section } from '../../design/section.tsx';
import { AddForm } from './add-form.tsx';
import { CollaboratorDialog, type OpenDialog } from './collaborator-dialogs.tsx';
import { CollaboratorRow } from './collaborator-row.tsx';
import classes from './collaborators.module.css';
import { ConsentGate, type ProviderParams } from './consent-gate.tsx';
import { nameOf } from './name-of.ts';

/** Consent, the form to add, and everyone to whom one provider opened cases. */
export function ProviderCollaborators({ params }: { params: ProviderParams }) {
  const { t } = useTranslation('collaborators');
  const list = useReading('listCollaborators', { params });
  const [dialog, setDialog] = useState<OpenDialog>();
  const resend = useResend(params, list.data?.mailConfigured ?? true);
  function act(which: CollaborationAct, collaborator: Collaborator) {
    if (which === 'resend') resend(collaborator);
    else setDialog({ act: which, collaborator });
  }
  const provider = list.data?.provider;
  // Once there is somebody, they come before the form for the next.
  const some = (list.data?.collaborators.length ?? 0) > 0;
  const people = (
    <Section title={provider && !provider.you ? t('list.title_for', { name: provider.name }) : t('list.title')}>
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <LoadingRows rows={3} />}
      {list.data && <Lists list={list.data} onAct={act} />}
    </Section>
  );
  return (
    <>
      <ConsentGate params={params} />
      {some && people}
      {list.data ? (
        <AddForm params={params} list={list.data} />
      ) : (
        <Section title={t('add.title')}>
          <LoadingForm fields={3} />
        </Section>
      )}
      {!some && people}
      {dialog && list.data && (
        <CollaboratorDialog dialog={dialog} list={list.data} params={params} onClose={() => setDialog(undefined)} />
      )}
    </>
  );
}

type ListsProps = {
  list: ReplyTo<'listCollaborators'>;
  onAct: (act: CollaborationAct, collaborator: Collaborator) => void;
};

function Lists({ list, onAct }: ListsProps) {
  const { t } = useTranslation('collaborators');
  const [all, setAll] = useState(false);
  const isFormer = ({ may }: Collaborator, state: string) =>
    may.length === 0 && ['declined', 'revoked', 'ended', 'expired'].includes(state);
  const former = list.collaborators.filter((each) => isFormer(each, each.state));
  const present = list.collaborators.filter((each) => !former.includes(each));
  if (list.collaborators.length === 0)
    return (
      <EmptyState icon={<IconUsersGroup size={28} />} title={t('list.none')}>
        {t('list.none_text')}
      </EmptyState>
    );
  return (
    <div className={classes.list}>
      <Rows label={t('list.title')}>
        {[...present, ...(all ? former : [])].map((each) => (
          <CollaboratorRow key={each.id} collaborator={each} mailConfigured={list.mailConfigured} onAct={onAct} />
        ))}
      </Rows>
      {former.length > 0 && (
        <div className={classes.toggle}>
          <Button variant="subtle" size="sm" onClick={() => setAll(!all)} aria-expanded={all}>
            {all ? t('list.hide_former') : t('list.former', { count: former.length })}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Asks somebody again and says so. */
function useResend(params: ProviderParams, mailConfigured: boolean) {
  const { t } = useTranslation('collaborators');
  const sentence = useRefusalSentence();
  const resend = useActing('resendCollaborator', {
    stale: ['listCollaborators'],
    onDone: (again) =>
      notifyDone(t(mailConfigured || again.serviceId ? 'resent' : 'resent_no_mail', { name: nameOf(again) })),
  });
  return (collaborator: Collaborator) =>
    resend.mutate(
      { params: { ...params, collaborationId: collaborator.id } },
      { onError: (error) => notifyFailed(sentence(error)) },
    );
}
