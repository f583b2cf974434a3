import { Anchor, Button, Stack } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActing } from '../../client/use-calls.ts';
import { CodeField } from '../../design/code-field.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { TextField } from '../../design/fields.tsx';
import { OutsidePage } from './outside-page.tsx';
import { useEnter } from './use-enter.ts';

/** The second step of a sign-in: a code of the authenticator app, or a recovery code. */
export function SecondFactorPage() {
  const { t } = useTranslation('identity');
  const { next } = useSearch({ from: '/sign-in/second-factor' });
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const enter = useEnter(next);
  const confirm = useActing('signInSecondFactor', { onDone: enter });
  function submit(event?: FormEvent) {
    event?.preventDefault();
    confirm.mutate({ body: { code } }, { onError: () => setCode('') });
  }
  function change() {
    setRecovery(!recovery);
    setCode('');
    confirm.reset();
  }
  return (
    <OutsidePage title={t('factor.title')} description={recovery ? t('factor.recovery_text') : t('factor.text')}>
      <form onSubmit={submit}>
        <Stack gap={20}>
          {recovery ? (
            <TextField
              label={t('factor.recovery_code')}
              size="md"
              autoFocus
              autoComplete="off"
              spellCheck={false}
              maxLength={24}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          ) : (
            <CodeField label={t('factor.code')} autoFocus value={code} onChange={setCode} error={confirm.isError} />
          )}
          <ErrorNotice error={confirm.error} />
          <Button type="submit" size="md" loading={confirm.isPending} disabled={code.trim().length < 6}>
            {t('factor.submit')}
          </Button>
        </Stack>
      </form>
      <Stack gap={4} mt="xl" align="center">
        <Anchor component="button" type="button" size="sm" py={8} onClick={change}>
          {recovery ? t('factor.use_app') : t('factor.use_recovery')}
        </Anchor>
        <Anchor component={Link} to="/sign-in" size="sm" py={8}>
          {t('back_to_sign_in')}
        </Anchor>
      </Stack>
    </OutsidePage>
  );
}
