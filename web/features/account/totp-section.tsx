import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../../design/section.tsx';
import { StateBadge } from '../../design/state-badge.tsx';
import { PasswordStep } from './password-step.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { TotpSetUp } from './totp-set-up.tsx';

type Open = 'set_up' | 'remove' | 'renew' | { codes: string[] };

/** The authenticator app and its recovery codes. */
export function TotpSection({ on, codesLeft }: { on: boolean; codesLeft: number }) {
  const { t } = useTranslation('account');
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <Section
      title={t('totp.title')}
      description={t('totp.text')}
      actions={!on && <Button onClick={() => setOpen('set_up')}>{t('totp.set_up')}</Button>}
    >
      {on && (
        <Group justify="space-between">
          <Group gap="xs">
            <StateBadge tone="good">{t('totp.on')}</StateBadge>
            <StateBadge tone={codesLeft < 3 ? 'attention' : 'neutral'}>
              {t('totp.codes_left', { count: codesLeft })}
            </StateBadge>
          </Group>
          <Group gap="xs">
            <Button variant="default" onClick={() => setOpen('renew')}>
              {t('totp.renew')}
            </Button>
            <Button variant="default" onClick={() => setOpen('remove')}>
              {t('totp.remove')}
            </Button>
          </Group>
        </Group>
      )}
      <Modal opened={open === 'set_up'} onClose={close} title={t('totp.set_up')} centered>
        <TotpSetUp onDone={(codes) => setOpen({ codes })} onCancel={close} />
      </Modal>
      <Modal opened={open === 'renew'} onClose={close} title={t('totp.renew')} centered>
        <PasswordStep
          name="renewRecoveryCodes"
          text={t('totp.renew_text')}
          submit={t('totp.renew')}
          onDone={({ recoveryCodes }) => setOpen({ codes: recoveryCodes })}
          onCancel={close}
        />
      </Modal>
      <Modal opened={open === 'remove'} onClose={close} title={t('totp.remove')} centered>
        <PasswordStep
          name="removeTotp"
          text={t('totp.remove_text')}
          submit={t('totp.remove')}
          danger
          onDone={close}
          onCancel={close}
        />
      </Modal>
      <Modal
        opened={typeof open === 'object'}
        onClose={close}
        title={t('totp.codes_title')}
        closeOnClickOutside={false}
        centered
      >
        {typeof open === 'object' && <RecoveryCodes codes={open.codes} onDone={close} />}
      </Modal>
    </Section>
  );
}
