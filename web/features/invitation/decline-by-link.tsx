import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useActing } from '../../client/use-calls.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';

type Props = { token: string; name: string; onDone: () => void };

/** An invited person without an account who doesn't want to come. */
export function DeclineByLink({ token, name, onDone }: Props) {
  const { t } = useTranslation('invitation');
  const [asked, ask] = useDisclosure(false);
  const decline = useActing('declineByLink', { onDone });
  return (
    <>
      <Button variant="subtle" color="gray" onClick={ask.open}>
        {t('decline')}
      </Button>
      <ConfirmDialog
        opened={asked}
        title={t('decline_title', { name })}
        confirm={t('decline')}
        danger
        busy={decline.isPending}
        error={decline.error}
        onConfirm={() => decline.mutate({ body: { token } })}
        onClose={ask.close}
      >
        {t('decline_text')}
      </ConfirmDialog>
    </>
  );
}
