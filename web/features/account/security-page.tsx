import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/session.ts';
import { useReading } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import { PageHeader } from '../../design/page-header.tsx';
import { PasskeysSection } from './passkeys-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { PinSection } from './pin-section.tsx';
import { TotpSection } from './totp-section.tsx';

/** Password, passkeys, authenticator app and PIN. */
export function SecurityPage() {
  const { t } = useTranslation('account');
  const me = useMe();
  const factors = useReading('listFactors');
  const asked = me.contexts.filter((context) => context.secondFactorMissing);
  return (
    <>
      <PageHeader title={t('pages.security')} description={t('security.text')} />
      {asked.length > 0 && (
        <Notice tone="attention" mb="lg">
          {t('security.asked', { names: asked.map((context) => context.name).join(', ') })}
        </Notice>
      )}
      {factors.isPending && <LoadingForm />}
      <ErrorNotice error={factors.error} onRetry={() => void factors.refetch()} />
      {factors.data && (
        <>
          <PasskeysSection passkeys={factors.data.passkeys} />
          <TotpSection on={factors.data.totp} codesLeft={factors.data.recoveryCodesLeft} />
          <PasswordSection />
          <PinSection on={factors.data.pin} />
        </>
      )}
    </>
  );
}
