import { Center, Code, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActing } from '../../client/use-calls.ts';
import { CodeField } from '../../design/code-field.tsx';
import { CopyButton } from '../../design/copy-button.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { PasswordStep } from './password-step.tsx';

type Props = { onDone: (recoveryCodes: string[]) => void; onCancel: () => void };

/** Password, then the QR code, then the first code of the app. */
export function TotpSetUp({ onDone, onCancel }: Props) {
  const { t } = useTranslation(['account', 'words']);
  const [secret, setSecret] = useState<{ secret: string; uri: string }>();
  const [code, setCode] = useState('');
  const confirm = useActing('confirmTotp', {
    stale: ['listFactors', 'viewMe'],
    onDone: ({ recoveryCodes }) => onDone(recoveryCodes),
  });
  if (!secret) {
    return (
      <PasswordStep
        name="beginTotp"
        text={t('totp.begin_text')}
        submit={t('words:continue')}
        onDone={setSecret}
        onCancel={onCancel}
      />
    );
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    confirm.mutate({ body: { code } }, { onError: () => setCode('') });
  }
  return (
    <form onSubmit={submit}>
      <Stack gap={20}>
        <Text>{t('totp.scan')}</Text>
        <QrPicture text={secret.uri} />
        <Group justify="center" gap="xs">
          <Code fz="sm" aria-label={t('totp.secret')}>
            {secret.secret.replace(/(.{4})/g, '$1 ').trim()}
          </Code>
          <CopyButton text={secret.secret} />
        </Group>
        <CodeField label={t('totp.first_code')} value={code} onChange={setCode} error={confirm.isError} />
        <ErrorNotice error={confirm.error} />
      </Stack>
      <FormActions
        submit={t('totp.confirm')}
        busy={confirm.isPending}
        disabled={code.length !== 6}
        onCancel={onCancel}
      />
    </form>
  );
}

function QrPicture({ text }: { text: string }) {
  const { t } = useTranslation('account');
  const picture = useQuery({
    queryKey: ['qr', text],
    gcTime: 0,
    queryFn: async () => {
      const { toString: draw } = await import('qrcode');
      const svg = await draw(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
      return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
    },
  });
  return (
    <Center>
      {picture.data ? (
        <img
          src={picture.data}
          alt={t('totp.qr')}
          width={200}
          height={200}
          style={{ borderRadius: 8, background: '#fff' }}
        />
      ) : (
        <Skeleton width={200} height={200} />
      )}
    </Center>
  );
}
