import { Button, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { consentKinds } from '#contract/collaborators.ts';
import type { Language } from '#contract/shapes.ts';
import { languageNames, languages } from '../../app/languages.ts';
import { usePlace } from '../../app/place.tsx';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { IconPencil } from '../../design/icons.ts';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import { PageHeader } from '../../design/page-header.tsx';
import { Section } from '../../design/section.tsx';
import { useChecks } from '../../design/use-checks.ts';
import classes from './collaborators.module.css';

type Version = ReplyTo<'viewConsentTexts'>['texts'][number];

/** A group's texts: the newest of each, the ones before, and writing a new version. */
export function GroupTextsPage() {
  const { t } = useTranslation('collaborators');
  const { organisationId: groupId } = usePlace();
  const texts = useReading('viewConsentTexts', { params: { groupId } });
  const [editing, setEditing] = useState<Version>();
  return (
    <>
      <PageHeader title={t('texts.title')} description={t('texts.text')} />
      <ErrorNotice error={texts.error} onRetry={() => void texts.refetch()} mb="md" />
      {texts.isPending && <LoadingForm fields={3} />}
      {texts.data &&
        consentKinds.map((kind) => {
          const [newest, ...earlier] = texts.data.texts.filter((text) => text.kind === kind);
          return newest && <OneText key={kind} newest={newest} earlier={earlier} onEdit={() => setEditing(newest)} />;
        })}
      {editing && <EditDialog groupId={groupId} text={editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

function OneText({ newest, earlier, onEdit }: { newest: Version; earlier: Version[]; onEdit: () => void }) {
  const { t } = useTranslation('collaborators');
  const [all, setAll] = useState(false);
  return (
    <Section
      title={t(`texts.kinds.${newest.kind}`)}
      description={t(`texts.who.${newest.kind}`)}
      actions={
        <Button variant="light" leftSection={<IconPencil size={18} />} onClick={onEdit}>
          {t('texts.write')}
        </Button>
      }
    >
      {[newest, ...(all ? earlier : [])].map((version) => (
        <Shown key={version.version} version={version} />
      ))}
      {earlier.length > 0 && (
        <Button variant="subtle" size="sm" onClick={() => setAll(!all)} aria-expanded={all}>
          {t('texts.earlier', { count: earlier.length })}
        </Button>
      )}
    </Section>
  );
}

function Shown({ version }: { version: Version }) {
  const { t, i18n } = useTranslation('collaborators');
  const { dateTime } = useDates();
  const by = version.writtenBy
    ? t('texts.by', { by: version.writtenBy, when: version.writtenAt ? dateTime(version.writtenAt) : '' })
    : t('texts.shipped');
  return (
    <div className={classes.version}>
      <div className={classes.versionHead}>
        <Text fw={600}>{t('texts.version', { version: String(version.version) })}</Text>
        <Text size="sm" c="dimmed">
          {by}
        </Text>
      </div>
      <div className={classes.text}>{version.bodies[i18n.language as Language]}</div>
    </div>
  );
}

function EditDialog({ groupId, text, onClose }: { groupId: string; text: Version; onClose: () => void }) {
  const { t } = useTranslation('collaborators');
  const checks = useChecks();
  const next = String(text.version + 1);
  const form = useForm({
    initialValues: text.bodies,
    validate: { en: checks.required, de: checks.required, fr: checks.required },
  });
  const write = useActing('writeConsentText', {
    stale: ['viewConsentTexts', 'viewConsent'],
    onDone: () => {
      notifyDone(t('texts.saved', { version: next }));
      onClose();
    },
  });
  return (
    <FormDialog title={t('texts.edit_title', { kind: t(`texts.kinds.${text.kind}`) })} onClose={onClose} size="xl">
      <form
        noValidate
        onSubmit={form.onSubmit((bodies) =>
          write.mutate({ params: { groupId }, body: { kind: text.kind, after: text.version, bodies } }),
        )}
      >
        <Fields>
          <Notice tone="attention">{t('texts.warn')}</Notice>
          {languages.map((language) => (
            <Textarea
              key={language}
              label={languageNames[language]}
              lang={language}
              autosize
              minRows={4}
              maxRows={12}
              maxLength={20000}
              {...form.getInputProps(language)}
            />
          ))}
          <ErrorNotice error={write.error} />
        </Fields>
        <FormActions
          submit={t('texts.save', { version: next })}
          busy={write.isPending}
          disabled={!form.isDirty()}
          onCancel={onClose}
        />
      </form>
    </FormDialog>
  );
}
