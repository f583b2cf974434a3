import { Button, Switch } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CollaborationToGive } from '#contract/giving-cases.ts';
import { usePlace } from '../../app/place.tsx';
import { useActing, useReading } from '../../client/use-calls.ts';
import { SelectField } from '../../design/choice-fields.tsx';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice, useRefusalSentence } from '../../design/error-notice.tsx';
import { IconUsers } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyFailed } from '../../design/notify.ts';
import { PageHeader } from '../../design/page-header.tsx';
import { CasesToGive } from './cases-to-give.tsx';
import classes from './giving-cases.module.css';

/** Manage Collaborators: the cases of a provider, ticked for one collaborator after the other. */
export function ManageCollaboratorsPage() {
  const { t } = useTranslation('giving-cases');
  const place = usePlace();
  const { who } = useSearch({ strict: false }) as { who?: string };
  const navigate = useNavigate();
  const list = useReading('listCollaborationsToGive', { params: { practiceId: place.organisationId } });
  const all = list.data?.collaborations ?? [];
  const chosen = all.find(({ collaborationId }) => collaborationId === who) ?? all[0];
  const several = new Set(all.map(({ provider }) => provider.practitionerId)).size > 1;
  const label = (each: CollaborationToGive) =>
    [each.name, several && t('manage.for', { provider: each.provider.name }), each.waiting && t('waiting')]
      .filter(Boolean)
      .join(' · ');
  return (
    <>
      <PageHeader
        title={t('manage.title')}
        description={t('manage.text')}
        actions={
          <Button component={Link} to="/account/collaborators" variant="default">
            {t('manage.add')}
          </Button>
        }
      />
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} mb="md" />
      {list.isPending && <LoadingRows rows={6} />}
      {list.data && !chosen && (
        <EmptyState icon={<IconUsers size={28} />} title={t('manage.nobody')}>
          {t('manage.nobody_text')}
        </EmptyState>
      )}
      {chosen && (
        <>
          <div className={classes.head}>
            <SelectField
              label={t('manage.collaborator')}
              data={all.map((each) => ({ value: each.collaborationId, label: label(each) }))}
              value={chosen.collaborationId}
              onChange={(next) =>
                void navigate({ to: '.', search: { who: next ?? undefined } as never, replace: true })
              }
              searchable={all.length > 8}
              miw="18rem"
            />
            <FutureCases chosen={chosen} practiceId={place.organisationId} />
          </div>
          {chosen.consentNeeded && (
            <Notice tone="attention" mb="md">
              {t('consent_needed', { provider: chosen.provider.name })}{' '}
              {chosen.provider.you && <Link to="/account/collaborators">{t('to_consent')}</Link>}
            </Notice>
          )}
          {chosen.waiting && (
            <Notice tone="neutral" mb="md">
              {t('manage.waiting', { name: chosen.name })}
            </Notice>
          )}
          <CasesToGive key={chosen.collaborationId} chosen={chosen} practiceId={place.organisationId} />
        </>
      )}
    </>
  );
}

function FutureCases({ chosen, practiceId }: { chosen: CollaborationToGive; practiceId: string }) {
  const { t } = useTranslation('giving-cases');
  const sentence = useRefusalSentence();
  const set = useActing('setFutureCases', { stale: ['listCollaborationsToGive', 'viewGivings'] });
  return (
    <Switch
      label={t('manage.future')}
      description={t('manage.future_text')}
      checked={set.isPending ? set.variables.body.futureCases : chosen.futureCases}
      disabled={chosen.consentNeeded && !chosen.futureCases}
      onChange={(event) =>
        set.mutate(
          {
            params: { practiceId, collaborationId: chosen.collaborationId },
            body: { futureCases: event.currentTarget.checked },
          },
          { onError: (error) => notifyFailed(sentence(error)) },
        )
      }
    />
  );
}
