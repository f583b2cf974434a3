import { Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { type DragEvent, type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrganisation } from '../../app/place.tsx';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { IconDownload, IconUpload } from '../../design/icons.ts';
import { notifyDone } from '../../design/notify.ts';
import { ImportReport } from './import-report.tsx';
import { importTemplate, templateName } from './import-template.ts';
import classes from './team.module.css';

type Report = ReplyTo<'importPeople'>;

/** Invites many people from a list: paste or choose it, see what would happen, then do it. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['team', 'words']);
  const { organisationId, kind } = useOrganisation();
  const [csv, setCsv] = useState('');
  const [report, setReport] = useState<Report>();
  const check = useActing('importPeople', { onDone: setReport });
  const apply = useActing('importPeople', {
    stale: ['listMembers', 'listInvitations'],
    onDone: ({ rows }) => {
      notifyDone(t('import.done', { count: rows.length }));
      onClose();
    },
  });
  const run = (acting: typeof check, dryRun: boolean) =>
    acting.mutate({ params: { organisationId }, body: { csv, dryRun } });
  const failed = report?.rows.some(({ outcome }) => outcome === 'refused') ?? false;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!report) run(check, true);
    else if (!failed) run(apply, false);
  }
  return (
    <FormDialog title={t('import.title')} onClose={onClose} size="xl" closeOnClickOutside={csv === ''}>
      <form onSubmit={submit}>
        {report ? (
          <ImportReport rows={report.rows} />
        ) : (
          <Stack gap="md">
            <Text c="dimmed">{t('import.text')}</Text>
            <FileChoice onText={setCsv} />
            <Textarea
              label={t('import.rows')}
              classNames={{ input: classes.rows }}
              rows={9}
              spellCheck={false}
              placeholder={importTemplate(kind)}
              value={csv}
              onChange={(event) => setCsv(event.currentTarget.value)}
            />
          </Stack>
        )}
        <ErrorNotice error={check.error ?? apply.error} mt="md" />
        <FormActions
          submit={report ? t('import.apply', { count: report.rows.length }) : t('import.check')}
          busy={check.isPending || apply.isPending}
          disabled={csv.trim() === '' || failed}
          onCancel={onClose}
          before={
            report ? (
              <Button variant="default" onClick={() => setReport(undefined)}>
                {t('import.again')}
              </Button>
            ) : (
              <Button
                component="a"
                variant="subtle"
                leftSection={<IconDownload size={18} />}
                href={`data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${importTemplate(kind)}`)}`}
                download={templateName}
              >
                {t('import.template')}
              </Button>
            )
          }
        />
      </form>
    </FormDialog>
  );
}

function FileChoice({ onText }: { onText: (text: string) => void }) {
  const { t } = useTranslation('team');
  const [over, setOver] = useState(false);
  async function read(file: File | null | undefined) {
    if (file) onText(await file.text());
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    void read(event.dataTransfer.files[0]);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Group gap="xs">
        <FileButton accept=".csv,text/csv,text/plain" onChange={(file) => void read(file)}>
          {(props) => (
            <Button variant="default" leftSection={<IconUpload size={18} />} {...props}>
              {t('import.file')}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed">
          {t('import.drop')}
        </Text>
      </Group>
    </div>
  );
}
