import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { roles as rolesByKind } from '#contract/permissions.ts';
import { useOrganisation } from '../../app/place.tsx';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { notifyDone } from '../../design/notify.ts';
import { AddressHead } from './address-head.tsx';
import { type ColumnName, nameOf, rolesOf } from './columns.ts';
import type { Checked } from './invite-dialog.tsx';
import { MembershipFields } from './membership-fields.tsx';
import { membershipBody, useExplain, useMembershipForm } from './membership-form.ts';
import { usePractice } from './use-team.ts';

type Props = {
  column: ColumnName;
  email: string;
  known: Extract<Checked, { next: 'add' }>;
  onBack: () => void;
  onDone: () => void;
};

/** Somebody of another practice joins at once, with role and details taken over. */
export function AddForm({ column, email, known, onBack, onDone }: Props) {
  const { t } = useTranslation('team');
  const place = useOrganisation();
  const { country } = usePractice();
  const roles = rolesByKind[place.kind];
  const fits = (roles as readonly string[]).includes(known.role);
  const form = useMembershipForm(
    {
      role: fits ? known.role : (rolesOf(column)[0] ?? known.role),
      level: 'user',
      clinicalRole: known.clinicalRole,
      specialty: known.specialty,
      registrationNumber: known.registrationNumber,
      practitioner: known.practitionerId,
    },
    { country, named: false, numberNow: true },
  );
  const explain = useExplain(form);
  const add = useActing('addMember', {
    stale: ['listMembers', 'listInvitations'],
    onDone: (member) => {
      notifyDone(t('invite.added', { name: nameOf(member) }));
      onDone();
    },
  });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit((values) =>
        add.mutate(
          { params: { organisationId: place.organisationId }, body: { email, ...membershipBody(values) } },
          { onError: explain },
        ),
      )}
    >
      <Fields>
        <AddressHead email={email} onBack={onBack} />
        <Text>{t('invite.add_text', { name: known.name })}</Text>
        <MembershipFields
          form={form}
          roles={roles}
          country={country}
          inPractice={place.kind === 'practice'}
          numberNow
          keepLevel
        />
        <ErrorNotice error={add.error} />
      </Fields>
      <FormActions submit={t('invite.add')} busy={add.isPending} onCancel={onDone} />
    </form>
  );
}
