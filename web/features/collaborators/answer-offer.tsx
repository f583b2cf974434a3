import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '#contract/shapes.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import type { Refusal } from '../../client/refusal.ts';
import { useActing } from '../../client/use-calls.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import { ResponsibilityBox } from './responsibility-box.tsx';

export type Waiting = ReplyTo<'listMyCollaborations'>['waiting'][number];

type Props = { offered: Waiting; onChanged: () => void; onAccepted?: () => void };

/** Accept responsibility or decline, signed in as whom it is for. */
export function AnswerOffer({ offered, onChanged, onAccepted }: Props) {
  const { t } = useTranslation('collaborators');
  const [ticked, setTicked] = useState(false);
  const [declining, setDeclining] = useState(false);
  const { version, body, language } = offered.responsibility;
  const { provider } = offered;
  const accept = useActing('acceptCollaboration', {
    stale: ['listMyCollaborations', 'viewMe'],
    onDone: () => {
      notifyDone(t('answer.accepted', { provider }));
      (onAccepted ?? onChanged)();
    },
  });
  const decline = useActing('declineCollaboration', { stale: ['listMyCollaborations'], onDone: onChanged });
  const params = { collaborationId: offered.id };
  // Answered or taken back elsewhere, or the text is another by now: look again instead of asking once more.
  const over = (error: Refusal) => {
    setDeclining(false);
    setTicked(false);
    if (error.code.startsWith('invitation_') || error.code === 'consent_outdated') onChanged();
  };
  return (
    <Stack>
      <ResponsibilityBox body={body} checked={ticked} onChange={setTicked} />
      <ErrorNotice error={accept.error ?? decline.error} />
      <Group grow>
        <Button variant="default" size="md" disabled={accept.isPending} onClick={() => setDeclining(true)}>
          {t('answer.decline')}
        </Button>
        <Button
          size="md"
          disabled={!ticked}
          loading={accept.isPending}
          onClick={() =>
            accept.mutate(
              { params, body: { responsibility: version, language: language as Language } },
              { onError: over },
            )
          }
        >
          {t('answer.accept')}
        </Button>
      </Group>
      <ConfirmDialog
        opened={declining}
        title={t('answer.decline_title', { provider })}
        confirm={t('answer.decline')}
        danger
        busy={decline.isPending}
        onConfirm={() => decline.mutate({ params }, { onError: over })}
        onClose={() => setDeclining(false)}
      >
        {t('answer.decline_text', { provider })}
      </ConfirmDialog>
    </Stack>
  );
}
