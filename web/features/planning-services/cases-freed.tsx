import { useTranslation } from 'react-i18next';
import type { Member } from '#contract/team.ts';
import { useReading } from '../../client/use-calls.ts';

/** How many cases of a planning service are nobody's once a member is gone. */
export function CasesFreed({ serviceId, member }: { serviceId: string; member: Member }) {
  const { t } = useTranslation('planning-services');
  const view = useReading('viewAssignments', { params: { organisationId: serviceId } });
  const cases = view.data?.members.find(({ memberId }) => memberId === member.id)?.cases ?? 0;
  return cases > 0 ? <li>{t('work.freed', { count: cases })}</li> : null;
}
