import { useTranslation } from 'react-i18next';
import { roleDefaults, roles as rolesByKind } from '#contract/permissions.ts';
import type { Language } from '#contract/shapes.ts';
import { languageNames, languages } from '../../app/languages.ts';
import { useOrganisation } from '../../app/place.tsx';
import { useMe } from '../../app/session.ts';
import { isRefusal, type Refusal } from '../../client/refusal.ts';
import { useActing } from '../../client/use-calls.ts';
import { SelectField } from '../../design/choice-fields.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields, TextField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import classes from '../../design/page.module.css';
import { AddressHead } from './address-head.tsx';
import { type ColumnName, nameOf, rolesOf } from './columns.ts';
import type { Checked } from './invite-dialog.tsx';
import { LikelyPractitioners, useLikelyPractitioners } from './likely-practitioners.tsx';
import { MembershipFields } from './membership-fields.tsx';
import { type MembershipValues, membershipBody, useExplain, useMembershipForm } from './membership-form.ts';
import { usePractice } from './use-team.ts';

type Props = {
  column: ColumnName;
  email: string;
  mailConfigured: boolean;
  onBack: () => void;
  onDone: () => void;
  /** Meanwhile the address became somebody's: what follows now. */
  onAddressChanged: (checked: Checked) => void;
};

/** The invitation of somebody who is not known here. */
export function InviteForm({ column, email, mailConfigured, onBack, onDone, onAddressChanged }: Props) {
  const { t } = useTranslation(['team', 'words']);
  const me = useMe();
  const place = useOrganisation();
  const practice = usePractice();
  const params = { organisationId: place.organisationId };
  const roles = [...rolesOf(column), ...rolesByKind[place.kind].filter((role) => !rolesOf(column).includes(role))];
  const form = useMembershipForm(
    { role: roles[0] ?? 'practitioner' },
    { country: practice.country, named: true, numberNow: false },
  );
  const { values } = form;
  const likely = useLikelyPractitioners(form, roleDefaults[values.role].clinicalRole !== 'none');
  const explain = useExplain(form);
  const language: Language = values.language ?? practice.language ?? me.account.language;
  const check = useActing('checkAddress', { onDone: onAddressChanged });
  const invite = useActing('invite', {
    stale: ['listInvitations'],
    onDone: (invitation) => {
      notifyDone(t(mailConfigured ? 'invite.sent' : 'invite.created', { name: nameOf(invitation) }));
      onDone();
    },
  });
  function submit(given: MembershipValues) {
    if (likely.length > 0 && given.practitioner === null) {
      return form.setFieldError('practitioner', t('likely.choose'));
    }
    const body = { email, firstName: given.firstName, lastName: given.lastName, language, ...membershipBody(given) };
    invite.mutate({ params, body }, { onError: refused });
  }
  function refused(error: Refusal) {
    const changed = isRefusal(error, 'already_member', 'member_deactivated', 'known_in_group', 'invitation_open');
    if (changed) check.mutate({ params, body: { email } });
    else explain(error);
  }
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Fields>
        <AddressHead email={email} onBack={onBack} />
        <div className={classes.two}>
          <TextField
            label={t('words:fields.first_name')}
            autoComplete="off"
            maxLength={80}
            data-autofocus
            autoFocus
            {...form.getInputProps('firstName')}
          />
          <TextField
            label={t('words:fields.last_name')}
            autoComplete="off"
            maxLength={80}
            {...form.getInputProps('lastName')}
          />
        </div>
        {likely.length > 0 && <LikelyPractitioners form={form} likely={likely} />}
        <MembershipFields
          form={form}
          roles={roles}
          country={practice.country}
          inPractice={place.kind === 'practice'}
          numberNow={false}
        />
        <SelectField
          label={t('letter_language')}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          value={language}
          onChange={(value) => form.setFieldValue('language', value as Language)}
        />
        {!mailConfigured && <Notice tone="waiting">{t('invite.no_mail')}</Notice>}
        <ErrorNotice error={invite.error} />
      </Fields>
      <FormActions
        submit={t(mailConfigured ? 'invite.submit' : 'invite.submit_no_mail')}
        busy={invite.isPending || check.isPending}
        onCancel={onDone}
      />
    </form>
  );
}
