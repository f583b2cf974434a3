import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roles as rolesByKind } from '#contract/permissions.ts';
import type { Member } from '#contract/team.ts';
import { useOrganisation } from '../../app/place.tsx';
import { useActing, useReading } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import { CasesElsewhere, CasesLeft } from './cases-left.tsx';
import { nameOf } from './columns.ts';
import { MembershipFields } from './membership-fields.tsx';
import { membershipBody, useExplain, useMembershipForm } from './membership-form.ts';
import { usePractice } from './use-team.ts';

/** Changes role, level and professional details of a member. */
export function ChangeMemberDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation(['team', 'words']);
  const place = useOrganisation();
  const { country } = usePractice();
  const name = nameOf(member);
  const form = useMembershipForm(
    {
      role: member.role,
      ...(member.level && { level: member.level }),
      clinicalRole: member.clinicalRole,
      specialty: member.specialty,
      registrationNumber: member.registrationNumber ?? '',
      practitioner: member.practitionerId,
    },
    { country, named: false, numberNow: true },
  );
  const explain = useExplain(form);
  const change = useActing('changeMember', {
    stale: ['listMembers'],
    onDone: () => {
      notifyDone(t('change.done', { name }));
      onClose();
    },
  });
  const params = { organisationId: place.organisationId, memberId: member.id };
  const { data: left } = useReading('previewLeaving', { params });
  const [casesTo, setCasesTo] = useState<string | null>(null);
  const { clinicalRole } = membershipBody(form.values);
  const provides = clinicalRole !== null && left?.cases.providerRoles.includes(clinicalRole);
  const loses = left !== undefined && left.cases.open + left.cases.closed > 0 && !provides;
  const elsewhere = clinicalRole && !provides ? left?.cases.elsewhere : undefined;
  return (
    <FormDialog title={t('change.title', { name })} onClose={onClose}>
      <form
        noValidate
        onSubmit={form.onSubmit((values) =>
          change.mutate(
            { params, body: { ...membershipBody(values), casesTo: loses ? casesTo : null } },
            { onError: explain },
          ),
        )}
      >
        <Fields>
          {member.you && <Notice tone="attention">{t('change.yourself')}</Notice>}
          <MembershipFields
            form={form}
            roles={rolesByKind[place.kind]}
            country={country}
            inPractice={place.kind === 'practice'}
            numberNow
            keepLevel
          />
          {loses && form.isDirty() && <CasesLeft cases={left.cases} value={casesTo} onChange={setCasesTo} />}
          {elsewhere && form.isDirty() && <CasesElsewhere name={name} elsewhere={elsewhere} />}
          <ErrorNotice error={change.error} />
        </Fields>
        <FormActions submit={t('words:save')} busy={change.isPending} disabled={!form.isDirty()} onCancel={onClose} />
      </form>
    </FormDialog>
  );
}
