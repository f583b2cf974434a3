import { Button, Group, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rememberNewPlace } from '../../app/places.ts';
import { forgetEverything } from '../../app/session.ts';
import type { Refusal } from '../../client/refusal.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { TextField } from '../../design/fields.tsx';
import type { Invited } from './invitation-facts.tsx';

type Props = { invited: Invited; onChanged: () => void };

/** Approve or decline, signed in as the invited person. */
export function AnswerInvitation({ invited, onChanged }: Props) {
  const { t } = useTranslation(['invitation', 'words']);
  const [number, setNumber] = useState(invited.registrationNumber);
  const client = useQueryClient();
  const navigate = useNavigate();
  const stale = ['viewMe', 'listMyInvitations'] as const;
  const accept = useActing('acceptInvitation', {
    onDone: ({ organisationId }) => {
      forgetEverything(client);
      rememberNewPlace(organisationId);
      void navigate({ to: '/' });
    },
  });
  const decline = useActing('declineInvitation', { stale: [...stale], onDone: onChanged });
  const params = { invitationId: invited.id };
  // Answered, revoked or replaced elsewhere meanwhile: nothing is left to answer here, so look again instead of asking once more.
  const over = (error: Refusal) => error.code.startsWith('invitation_') && onChanged();
  return (
    <Stack>
      {invited.registrationNumberAsked && (
        <TextField
          label={t('words:fields.registration_number')}
          required
          maxLength={40}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
      )}
      <ErrorNotice error={accept.error ?? decline.error} />
      <Group grow>
        <Button
          variant="default"
          size="md"
          loading={decline.isPending}
          disabled={accept.isPending}
          onClick={() => decline.mutate({ params }, { onError: over })}
        >
          {t('decline')}
        </Button>
        <Button
          size="md"
          loading={accept.isPending}
          disabled={decline.isPending || (invited.registrationNumberAsked && !number.trim())}
          onClick={() =>
            accept.mutate(
              { params, body: { registrationNumber: number, specialty: invited.specialty } },
              { onError: over },
            )
          }
        >
          {t('approve')}
        </Button>
      </Group>
    </Stack>
  );
}
