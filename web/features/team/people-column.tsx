import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Invitation, Member } from '#contract/team.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { IconUserPlus, IconUsers } from '../../design/icons.ts';
import { Rows } from '../../design/rows.tsx';
import { Column } from '../../design/two-columns.tsx';
import { type ColumnName, isOpen, sortInvitations } from './columns.ts';
import { type InvitationAct, InvitationRow } from './invitation-row.tsx';
import { type MemberAct, MemberRow } from './member-row.tsx';
import classes from './team.module.css';

type Props = {
  column: ColumnName;
  members: readonly Member[];
  invitations: readonly Invitation[];
  mailConfigured: boolean;
  mayInvite: boolean;
  /** Somebody is searching: an empty list is no invitation to invite. */
  searching: boolean;
  onInvite: () => void;
  onMemberAct: (act: MemberAct, member: Member) => void;
  onInvitationAct: (act: InvitationAct, invitation: Invitation) => void;
};

/** Practitioners, or staff: open invitations first, the members, and what has ended folded away. */
export function PeopleColumn(props: Props) {
  const { column, members, invitations, mailConfigured, mayInvite, searching, onInvite } = props;
  const { t } = useTranslation('team');
  const [shown, ended] = useDisclosure(false);
  const open = sortInvitations(invitations.filter(isOpen));
  const over = sortInvitations(invitations.filter((invitation) => !isOpen(invitation)));
  const title = t(`columns.${column}`);
  const inPractice = column === 'practitioners' || column === 'staff';
  const inviteButton = (
    <Button size="sm" variant="light" leftSection={<IconUserPlus size={18} />} onClick={onInvite}>
      {t(`invite_one.${column}`)}
    </Button>
  );
  const rowsOf = (some: readonly Invitation[]) =>
    some.map((invitation) => (
      <InvitationRow
        key={invitation.id}
        invitation={invitation}
        mailConfigured={mailConfigured}
        onAct={props.onInvitationAct}
      />
    ));
  return (
    <Column title={title} count={members.length} action={mayInvite && inviteButton}>
      {open.length > 0 && (
        <>
          <div className={classes.part}>{t('invitations.open')}</div>
          <Rows label={`${title}: ${t('invitations.open')}`}>{rowsOf(open)}</Rows>
          {members.length > 0 && <div className={classes.part}>{t('members')}</div>}
        </>
      )}
      {members.length > 0 && (
        <Rows label={title}>
          {members.map((member) => (
            <MemberRow key={member.id} member={member} roleShown={inPractice} onAct={props.onMemberAct} />
          ))}
        </Rows>
      )}
      {members.length === 0 && open.length === 0 && !searching && (
        <EmptyState icon={<IconUsers size={28} />} title={t(`empty.${column}`)}>
          {mayInvite && t('empty_invite')}
        </EmptyState>
      )}
      {over.length > 0 && (
        <>
          <div className={classes.toggle}>
            <Button size="sm" variant="subtle" color="gray" onClick={ended.toggle} aria-expanded={shown}>
              {shown ? t('invitations.hide_ended') : t('invitations.show_ended', { count: over.length })}
            </Button>
          </div>
          {shown && <Rows label={t('invitations.show_ended', { count: over.length })}>{rowsOf(over)}</Rows>}
        </>
      )}
    </Column>
  );
}
