import { Button } from '@mantine/core';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation, Member } from '#contract/team.ts';
import { useOrganisation } from '../../app/place.tsx';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice, useRefusalSentence } from '../../design/error-notice.tsx';
import { IconFileImport } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone, notifyFailed } from '../../design/notify.ts';
import { PageHeader } from '../../design/page-header.tsx';
import { Column, TwoColumns } from '../../design/two-columns.tsx';
import { type ColumnName, columnOf, columnsOf, matches, nameOf, sortMembers } from './columns.ts';
import type { InvitationAct } from './invitation-row.tsx';
import type { MemberAct } from './member-row.tsx';
import { PeopleColumn } from './people-column.tsx';
import { SearchField } from './search-field.tsx';
import classes from './team.module.css';
import type { OpenDialog } from './team-dialogs.tsx';
import { useReactivate, useTeam } from './use-team.ts';

const loadDialogs = () => import('./team-dialogs.tsx');
const TeamDialogs = lazy(async () => ({ default: (await loadDialogs()).TeamDialogs }));

/** The people of a practice, group, laboratory or planning service, and the invitations to it. */
export function UsersPage() {
  const { t, i18n } = useTranslation(['team', 'shell', 'words']);
  const place = useOrganisation();
  const team = useTeam();
  const [search, setSearch] = useState('');
  // A name that a dialog asked to be shown: the field begins anew with it, each time.
  const [asked, setAsked] = useState({ name: '', times: 0 });
  const [dialog, setDialog] = useState<OpenDialog>();
  // Fetched once the page stands and not beside it, so that the first dialog opens at once and the list isn't later for it.
  useEffect(() => {
    if (!team.mayInvite) return;
    const soon = setTimeout(() => void loadDialogs(), 2000);
    return () => clearTimeout(soon);
  }, [team.mayInvite]);
  const reactivate = useReactivate();
  const resend = useResend(team.invitations.data?.mailConfigured ?? true);
  const mailConfigured = team.invitations.data?.mailConfigured ?? true;
  const invitations = team.invitations.data?.invitations ?? none;
  const members = useMemo(
    () => sortMembers(team.members.data?.members ?? [], i18n.language),
    [team.members.data, i18n.language],
  );

  const wordsOf = (person: Member | Invitation) => [
    nameOf(person),
    person.email,
    t(`words:roles.${person.role}`),
    person.clinicalRole && t(`words:clinical_roles.${person.clinicalRole}`),
    person.specialty,
  ];
  const fits = (person: Member | Invitation) => matches(search, wordsOf(person));
  const shownMembers = members.filter(fits);
  const shownInvitations = invitations.filter(fits);
  const searching = search.trim() !== '';

  function actOnMember(act: MemberAct, member: Member) {
    if (act === 'reactivate') reactivate.mutate(member);
    else setDialog({ act, member });
  }
  function actOnInvitation(act: InvitationAct, invitation: Invitation) {
    if (act === 'resend') {
      resend.mutate({ params: { organisationId: place.organisationId, invitationId: invitation.id } });
      setDialog(undefined);
    } else setDialog({ act, invitation });
  }
  const columnProps = (column: ColumnName) => ({
    column,
    members: shownMembers.filter((member) => columnOf(member) === column),
    invitations: shownInvitations.filter((invitation) => columnOf(invitation) === column),
    mailConfigured,
    searching,
    mayInvite: team.mayInvite,
    onInvite: () => setDialog({ act: 'invite', column }),
    onMemberAct: actOnMember,
    onInvitationAct: actOnInvitation,
  });
  const columns = columnsOf[place.kind];
  return (
    <>
      <PageHeader
        title={t('shell:settings_pages.users')}
        description={t(team.mayInvite ? 'text' : 'text_member', { name: place.name })}
        actions={
          team.mayInvite &&
          place.kind !== 'group' && (
            <Button
              variant="default"
              leftSection={<IconFileImport size={18} />}
              onClick={() => setDialog({ act: 'import' })}
            >
              {t('import.open')}
            </Button>
          )
        }
      />
      <div className={classes.tools}>
        <SearchField
          key={asked.times}
          label={t(team.seesInvitations ? 'search' : 'search_member')}
          initial={asked.name}
          onSearch={setSearch}
        />
      </div>
      <ErrorNotice error={team.members.error} onRetry={() => void team.members.refetch()} mb="md" />
      <ErrorNotice error={team.invitations.error} onRetry={() => void team.invitations.refetch()} mb="md" />
      {searching && shownMembers.length === 0 && shownInvitations.length === 0 && !team.members.isPending && (
        <Notice tone="neutral" mb="md">
          {t('no_match', { search: search.trim() })}
        </Notice>
      )}
      <TwoColumns>
        {columns.map((column) =>
          team.members.isPending ? (
            <Column key={column} title={t(`columns.${column}`)}>
              <LoadingRows rows={5} />
            </Column>
          ) : (
            team.members.data && <PeopleColumn key={column} {...columnProps(column)} />
          ),
        )}
      </TwoColumns>
      {dialog && (
        <Suspense>
          <TeamDialogs
            dialog={dialog}
            invitations={invitations}
            mailConfigured={mailConfigured}
            onInvitationAct={actOnInvitation}
            onShow={(name) => {
              setAsked({ name, times: asked.times + 1 });
              setSearch(name);
              setDialog(undefined);
            }}
            onClose={() => setDialog(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}

const none: readonly Invitation[] = [];

/** Sends an invitation again and says so. */
function useResend(mailConfigured: boolean) {
  const { t } = useTranslation('team');
  const sentence = useRefusalSentence();
  const resend = useActing('resendInvitation', {
    stale: ['listInvitations'],
    onDone: (invitation) =>
      notifyDone(t(mailConfigured ? 'invitations.resent' : 'invitations.resent_no_mail', { name: nameOf(invitation) })),
  });
  type Input = Parameters<typeof resend.mutate>[0];
  return {
    mutate: (input: Input) => resend.mutate(input, { onError: (error) => notifyFailed(sentence(error)) }),
  };
}
