import { Button, Checkbox, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplyTo } from '../../client/endpoints.ts';
import { isRefusal } from '../../client/refusal.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import { Section } from '../../design/section.tsx';

/** *Submit for me* at one practice; nothing where the person isn't a provider there. */
export function SubmittersSection({ practiceId, name }: { practiceId: string; name: string }) {
  const { t } = useTranslation('account');
  const list = useReading('viewSubmitters', { params: { practiceId } });
  if (isRefusal(list.error, 'not_a_provider') || list.isPending) return null;
  return (
    <Section title={t('treatment.submit_title')} description={t('treatment.submit_text', { name })}>
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.data?.members.length === 0 && <Text c="dimmed">{t('treatment.nobody')}</Text>}
      {list.data && list.data.members.length > 0 && (
        <Choice
          key={list.data.members.map(({ memberId, maySubmit }) => memberId + maySubmit).join()}
          practiceId={practiceId}
          members={list.data.members}
        />
      )}
    </Section>
  );
}

function Choice({ practiceId, members }: { practiceId: string; members: ReplyTo<'viewSubmitters'>['members'] }) {
  const { t } = useTranslation('words');
  const before = members.filter(({ maySubmit }) => maySubmit).map(({ memberId }) => memberId);
  const [chosen, setChosen] = useState(before);
  const save = useActing('saveSubmitters', { stale: ['viewSubmitters'], onDone: () => notifyDone(t('saved')) });
  return (
    <>
      <Checkbox.Group value={chosen} onChange={setChosen}>
        <Stack gap={12}>
          {members.map(({ memberId, name }) => (
            <Checkbox key={memberId} value={memberId} label={name} />
          ))}
        </Stack>
      </Checkbox.Group>
      <ErrorNotice error={save.error} mt="md" />
      <Button
        mt="lg"
        loading={save.isPending}
        disabled={[...chosen].sort().join() === [...before].sort().join()}
        onClick={() => save.mutate({ params: { practiceId }, body: { memberIds: chosen } })}
      >
        {t('save')}
      </Button>
    </>
  );
}
