import type { Invitation, Member } from '#contract/team.ts';
import { ChangeMemberDialog } from './change-member-dialog.tsx';
import type { ColumnName } from './columns.ts';
import { EditInvitationDialog } from './edit-invitation-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { LinkDialog, RevokeDialog } from './invitation-dialogs.tsx';
import type { InvitationAct } from './invitation-row.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { LeavingDialog } from './leaving-dialog.tsx';

export type OpenDialog =
  | { act: 'invite'; column: ColumnName }
  | { act: 'import' }
  | { act: 'change' | 'deactivate' | 'remove'; member: Member }
  | { act: 'edit' | 'revoke' | 'copy_link'; invitation: Invitation };

type Props = {
  dialog: OpenDialog;
  invitations: readonly Invitation[];
  mailConfigured: boolean;
  onInvitationAct: (act: InvitationAct, invitation: Invitation) => void;
  onShow: (name: string) => void;
  onClose: () => void;
};

/** The dialog that is open on the users page; fetched when the first one opens. */
export function TeamDialogs({ dialog, onClose, ...rest }: Props) {
  switch (dialog.act) {
    case 'invite':
      return <InviteDialog column={dialog.column} onClose={onClose} {...rest} />;
    case 'import':
      return <ImportDialog onClose={onClose} />;
    case 'change':
      return <ChangeMemberDialog member={dialog.member} onClose={onClose} />;
    case 'deactivate':
    case 'remove':
      return <LeavingDialog act={dialog.act} member={dialog.member} onClose={onClose} />;
    case 'edit':
      return <EditInvitationDialog invitation={dialog.invitation} onClose={onClose} />;
    case 'revoke':
      return <RevokeDialog invitation={dialog.invitation} onClose={onClose} />;
    case 'copy_link':
      return <LinkDialog invitation={dialog.invitation} onClose={onClose} />;
  }
}
