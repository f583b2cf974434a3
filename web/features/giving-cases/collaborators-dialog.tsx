import { Anchor, Button, Checkbox, Switch, Tabs, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '#contract/cases.ts';
import type { GivableCollaborator, Givings } from '#contract/giving-cases.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { IconEye, IconUsers } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import { PersonAvatar } from '../../design/person-avatar.tsx';
import { StateBadge } from '../../design/state-badge.tsx';
import { ConfirmGivings } from './confirm-givings.tsx';
import classes from './giving-cases.module.css';
import { staleByGiving } from './stale-by-giving.ts';
import { StatusHead } from './status-head.tsx';

const MessagesPanel = lazy(async () => ({
  default: (await import('../collaborator-messages/index.ts')).MessagesPanel,
}));

type Props = {
  row: CaseRow;
  title: string;
  /** The case page. */
  href: string;
  onClose: () => void;
};

/** The one dialog behind a row's collaborator status: status, to whom the case is given, and the thread. */
export function CollaboratorsDialog({ row, title, href, onClose }: Props) {
  const { t } = useTranslation('giving-cases');
  const caseId = row.id;
  const givings = useReading('viewGivings', { params: { caseId } });
  return (
    <FormDialog title={title} onClose={onClose} size="lg">
      <StatusHead row={row} />
      <Tabs defaultValue="people" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="people">{t('tabs.people')}</Tabs.Tab>
          <Tabs.Tab value="messages">{t('tabs.messages')}</Tabs.Tab>
          <Anchor component={Link} to={href} size="sm" ml="auto" style={{ alignSelf: 'center' }}>
            {t('to_case')}
          </Anchor>
        </Tabs.List>
        <Tabs.Panel value="people">
          <ErrorNotice error={givings.error} onRetry={() => void givings.refetch()} />
          {givings.isPending && <LoadingRows rows={3} />}
          {givings.data && <People caseId={caseId} href={href} givings={givings.data} onClose={onClose} />}
        </Tabs.Panel>
        <Tabs.Panel value="messages">
          <Suspense fallback={<LoadingRows rows={3} />}>
            <MessagesPanel caseId={caseId} onLeave={onClose} />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </FormDialog>
  );
}

type PeopleProps = { caseId: string; href: string; givings: Givings; onClose: () => void };

function People({ caseId, href, givings, onClose }: PeopleProps) {
  const { t } = useTranslation('giving-cases');
  const [wanted, setWanted] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [earlier, setEarlier] = useState(false);
  const save = useActing('saveGivings', {
    stale: staleByGiving,
    onDone: () => {
      notifyDone(t('saved'));
      onClose();
    },
  });
  const { collaborators, mayGive, notShared, consentNeeded } = givings;
  const isGiven = ({ collaborationId, given }: GivableCollaborator) => wanted.get(collaborationId) ?? given !== null;
  const changed = collaborators.filter((each) => isGiven(each) !== (each.given !== null));
  const give = changed.filter(isGiven).map(({ collaborationId }) => collaborationId);
  const take = changed.filter((each) => !isGiven(each)).map(({ collaborationId }) => collaborationId);
  const ids = new Set(collaborators.map(({ collaborationId }) => collaborationId));
  if (!givings.provider) return <Notice tone="attention">{t('no_provider')}</Notice>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ params: { caseId }, body: { give, take, earlierMessages: earlier } });
      }}
    >
      {notShared && (
        <Notice tone="neutral" mb="md">
          {t('not_shared')}
        </Notice>
      )}
      {consentNeeded && mayGive && (
        <Notice tone="attention" mb="md">
          {t('consent_needed', { provider: givings.provider.name })}{' '}
          {givings.provider.you && <Link to="/account/collaborators">{t('to_consent')}</Link>}
        </Notice>
      )}
      <ConfirmGivings caseId={caseId} givings={givings} />
      {ids.size === 0 && (
        <EmptyState icon={<IconUsers size={28} />} title={t('nobody')}>
          {t('nobody_text', { provider: givings.provider.name })}
        </EmptyState>
      )}
      <ul className={classes.people}>
        {collaborators.map((each) => (
          <Person
            key={each.collaborationId}
            collaborator={each}
            given={isGiven(each)}
            disabled={!mayGive || (each.given === null && (notShared || consentNeeded))}
            previewHref={`${href}/seen-as/collaboration:${each.collaborationId}`}
            onToggle={(on) => setWanted(new Map(wanted).set(each.collaborationId, on))}
          />
        ))}
      </ul>
      {give.length > 0 && givings.earlierMessages && (
        <Checkbox
          mt="md"
          checked={earlier}
          onChange={(event) => setEarlier(event.currentTarget.checked)}
          label={t('earlier')}
          description={t('earlier_text')}
        />
      )}
      <ErrorNotice error={save.error} mt="md" />
      {mayGive ? (
        <FormActions submit={t('save')} busy={save.isPending} disabled={changed.length === 0} onCancel={onClose} />
      ) : (
        <Text size="sm" c="dimmed" mt="md">
          {t('only_provider')}
        </Text>
      )}
    </form>
  );
}

type PersonProps = {
  collaborator: GivableCollaborator;
  given: boolean;
  disabled: boolean;
  previewHref: string;
  onToggle: (on: boolean) => void;
};

function Person({ collaborator, given, disabled, previewHref, onToggle }: PersonProps) {
  const { t } = useTranslation(['giving-cases', 'collaborators']);
  const { date } = useDates();
  const { name, service, waiting, suspended, toConfirm, grants, word } = collaborator;
  const granted = grants.map((each) => t(`collaborators:grants.${each}`)).join(', ');
  return (
    <li className={classes.person} data-given={given || undefined}>
      <PersonAvatar name={name} muted={waiting} />
      <div className={classes.who}>
        <Text fw={600}>
          {name}
          {service && (
            <Text span c="dimmed" size="sm" fw={400}>
              {' · '}
              {t('service')}
            </Text>
          )}
        </Text>
        <Text size="sm" c="dimmed">
          {[granted || t('least'), collaborator.given && t('given_on', { date: date(collaborator.given.at) })]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        {word && (
          <Text size="sm">{t(`words.${word.said}`, { version: word.version, by: word.by, date: date(word.at) })}</Text>
        )}
        <span className={classes.badges}>
          {waiting && <StateBadge tone="waiting">{t('waiting')}</StateBadge>}
          {suspended && <StateBadge tone="neutral">{t('suspended')}</StateBadge>}
          {toConfirm && <StateBadge tone="attention">{t('to_confirm')}</StateBadge>}
        </span>
      </div>
      <Button
        component={Link}
        to={previewHref}
        size="xs"
        variant="subtle"
        leftSection={<IconEye size={16} />}
        aria-label={t('see_as_name', { name })}
      >
        {t('see_as')}
      </Button>
      <Switch
        checked={given}
        disabled={disabled}
        onChange={(event) => onToggle(event.currentTarget.checked)}
        aria-label={t('give_to', { name })}
      />
    </li>
  );
}
