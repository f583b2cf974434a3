import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Member } from '#contract/team.ts';
import { useOrganisation } from '../../app/place.tsx';
import { call } from '../../client/call.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { reading, useReading } from '../../client/use-calls.ts';
import { useRefusalSentence } from '../../design/error-notice.tsx';
import { notifyDone, notifyFailed } from '../../design/notify.ts';
import { nameOf } from './columns.ts';

/** Members and invitations of the open organisation, as far as this person may see them. */
export function useTeam() {
  const place = useOrganisation();
  const params = { organisationId: place.organisationId };
  const members = useReading('listMembers', { params });
  const seesInvitations = place.may.includes('members.see_details');
  const invitations = useQuery({ ...reading('listInvitations', { params }), enabled: seesInvitations });
  return { members, invitations, seesInvitations, mayInvite: place.may.includes('members.invite') };
}

/** The country that registration numbers follow, and the language letters are written in by default. */
export function usePractice() {
  const place = useOrganisation();
  const enabled = place.kind === 'practice' && place.may.includes('practice_information.see');
  const practice = useQuery({ ...reading('viewPractice', { params: { practiceId: place.organisationId } }), enabled });
  return { country: practice.data?.country ?? null, language: practice.data?.language };
}

/** Lets a deactivated member in again, shown before the server has answered. */
export function useReactivate() {
  const { t } = useTranslation('team');
  const place = useOrganisation();
  const client = useQueryClient();
  const sentence = useRefusalSentence();
  const params = { organisationId: place.organisationId };
  const { queryKey } = reading('listMembers', { params });
  return useMutation({
    mutationFn: (member: Pick<Member, 'id' | 'firstName' | 'lastName'>) =>
      call('reactivateMember', { params: { ...params, memberId: member.id } }),
    onMutate: async (member) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData<ReplyTo<'listMembers'>>(queryKey);
      if (before) client.setQueryData(queryKey, withMember(before, member.id, { state: 'active', may: [] }));
      return before;
    },
    onError: (error, _, before) => {
      if (before) client.setQueryData(queryKey, before);
      notifyFailed(sentence(error));
    },
    onSuccess: (member) => notifyDone(t('leave.reactivated', { name: nameOf(member) })),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}

function withMember(list: ReplyTo<'listMembers'>, id: string, change: Partial<Member>): ReplyTo<'listMembers'> {
  return { ...list, members: list.members.map((member) => (member.id === id ? { ...member, ...change } : member)) };
}
