import { useTranslation } from 'react-i18next';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useDates } from '../../design/dates.ts';
import classes from '../../design/page.module.css';

export type Invited = ReplyTo<'listMyInvitations'>['invitations'][number];

/** Who invites, where to, and as what. */
export function InvitationFacts({ invited }: { invited: Invited }) {
  const { t } = useTranslation(['invitation', 'words']);
  const { date } = useDates();
  const { organisation } = invited;
  const facts: [string, string][] = [
    [t(`organisation.${organisation.kind}`), [organisation.name, organisation.city].filter(Boolean).join(', ')],
    [t('invited_by'), invited.invitedBy],
    [t('words:fields.role'), t(`words:roles.${invited.role}`)],
  ];
  if (organisation.kind === 'practice') facts.push([t('words:fields.level'), t(`words:levels.${invited.level}`)]);
  if (invited.clinicalRole) {
    facts.push([t('words:fields.clinical_role'), t(`words:clinical_roles.${invited.clinicalRole}`)]);
  }
  facts.push([t('valid_until'), date(invited.expiresAt)]);
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
