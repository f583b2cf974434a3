import { Button, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientLink } from '#contract/setups.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { CopyButton } from '../../design/copy-button.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import { LinkRow } from './link-row.tsx';
import classes from './links.module.css';

type Props = { caseId: string; setupId: string; onClose: () => void };

/** Links by which the patient sees a version: makes one, shows its address once, lists and revokes them. */
export function PatientLinksDialog({ caseId, setupId, onClose }: Props) {
  const { t } = useTranslation('simulation');
  const params = { caseId, setupId };
  const links = useReading('listPatientLinks', { params });
  const [revoking, setRevoking] = useState<PatientLink | null>(null);
  return (
    <FormDialog title={t('links.title')} onClose={onClose}>
      <Stack gap="lg">
        <Text size="sm">{t('links.text')}</Text>
        <MakeLink params={params} links={links.data?.links ?? []} />
        <section aria-labelledby="links-made">
          <Title order={3} size="h5" id="links-made" mb={4}>
            {t('links.list')}
          </Title>
          <ErrorNotice error={links.error} onRetry={() => void links.refetch()} />
          {links.isPending && <LoadingForm fields={2} />}
          {links.data?.links.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('links.none')}
            </Text>
          )}
          {links.data && links.data.links.length > 0 && (
            // biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list without bullets
            <ul className={classes.list} role="list">
              {links.data.links.map((link) => (
                <LinkRow key={link.id} link={link} onRevoke={() => setRevoking(link)} />
              ))}
            </ul>
          )}
        </section>
      </Stack>
      {revoking && <Revoke caseId={caseId} link={revoking} onClose={() => setRevoking(null)} />}
    </FormDialog>
  );
}

const lifetimes = [7, 14, 30, 60, 90, 180, 365];

type MakeProps = { params: { caseId: string; setupId: string }; links: readonly PatientLink[] };

function MakeLink({ params, links }: MakeProps) {
  const { t } = useTranslation('simulation');
  const [days, setDays] = useState(30);
  const address = useRef<HTMLInputElement>(null);
  const make = useActing('makePatientLink', {
    stale: ['listPatientLinks'],
    // The address is shown only now: whoever uses the keyboard is led to it.
    onDone: () => setTimeout(() => address.current?.select()),
  });
  const made = make.data;
  // Revoked at once: an address that opens nothing isn’t handed out.
  if (made && !links.some(({ id, over }) => id === made.link.id && over)) {
    return (
      <Notice tone="good">
        <Stack gap="sm">
          <Text size="sm">{t('links.made')}</Text>
          <TextInput
            ref={address}
            label={t('links.address')}
            value={made.url}
            readOnly
            onFocus={(event) => event.currentTarget.select()}
          />
          <Group gap="sm">
            <CopyButton text={made.url} label={t('links.copy')} />
            <Button variant="default" onClick={() => make.reset()}>
              {t('links.another')}
            </Button>
          </Group>
        </Stack>
      </Notice>
    );
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate({ params, body: { days } });
  }
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="sm">
        <NativeSelect
          className={classes.days}
          label={t('links.days')}
          value={String(days)}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          data={lifetimes.map((each) => ({ value: String(each), label: t('links.days_choice', { days: each }) }))}
        />
        <Button type="submit" loading={make.isPending}>
          {t('links.make')}
        </Button>
      </Group>
      <ErrorNotice error={make.error} mt="sm" />
    </form>
  );
}

function Revoke({ caseId, link, onClose }: { caseId: string; link: PatientLink; onClose: () => void }) {
  const { t } = useTranslation('simulation');
  const revoke = useActing('revokePatientLink', {
    stale: ['listPatientLinks'],
    onDone: () => {
      notifyDone(t('links.revoked'));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      danger
      title={t('links.revoke_title')}
      confirm={t('links.revoke')}
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate({ params: { caseId, linkId: link.id } })}
      onClose={onClose}
    >
      {t('links.revoke_text')}
    </ConfirmDialog>
  );
}
