import { Button, FileButton, Group, Progress, Text } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '#contract/records.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconCircleCheck, IconUpload } from '../../design/icons.ts';
import page from '../../design/page.module.css';
import { useDrop } from '../records/use-drop.ts';
import classes from './delivery.module.css';
import { SetupProblems } from './setup-problems.tsx';
import type { useSetupUpload } from './use-setup-upload.ts';

type Props = { upload: ReturnType<typeof useSetupUpload> };

/** The file of a setup: chosen or dropped, on its way, being read, and what was read of it or is wrong with it. */
export function SetupFileField({ upload }: Props) {
  const { t } = useTranslation('setup-delivery');
  const labelId = useId();
  const { state, record } = upload;
  const drop = useDrop(([file]) => file && void upload.start(file));
  const problems = record?.problems ?? [];
  return (
    <section aria-labelledby={labelId}>
      <Text fw={550} size="sm" id={labelId}>
        {t('file.label')}
      </Text>
      <div className={classes.drop} {...drop}>
        {state === 'none' && (
          <Text size="sm" c="dimmed">
            {t('file.hint')}
          </Text>
        )}
        {state === 'unfinished' && <Text size="sm">{t('file.resume', { name: upload.fileName })}</Text>}
        {state === 'uploading' && <Underway upload={upload} />}
        {state === 'checking' && (
          <div role="status">
            <Text size="sm" fw={550}>
              {upload.fileName}
            </Text>
            <Progress value={100} animated mt={8} aria-label={t('file.checking')} />
            <Text size="sm" mt={6}>
              {t('file.checking')}
            </Text>
            <Text size="sm" c="dimmed">
              {t('file.checking_hint')}
            </Text>
          </div>
        )}
        {state === 'ready' && (
          <Group gap={8} wrap="nowrap" role="status">
            <IconCircleCheck size={20} className={classes.good} aria-hidden />
            <Text size="sm" className={classes.name}>
              <b>{upload.fileName}</b> · {t('file.ready')}
            </Text>
          </Group>
        )}
        {(state === 'refused' || state === 'failed') && (
          <Text size="sm" fw={550} className={classes.name}>
            {upload.fileName}
          </Text>
        )}
        <Group gap="sm" mt="sm">
          {state === 'uploading' ? (
            <Button variant="default" onClick={upload.cancel}>
              {t('file.cancel')}
            </Button>
          ) : (
            <FileButton accept=".glb,.zip" onChange={(file) => file && void upload.start(file)}>
              {(props) => (
                <Button {...props} variant="default" leftSection={<IconUpload size={16} />}>
                  {t(state === 'none' || state === 'unfinished' ? 'file.choose' : 'file.other')}
                </Button>
              )}
            </FileButton>
          )}
        </Group>
      </div>
      <ErrorNotice error={upload.error} mt="sm" />
      {state === 'refused' && (
        <div className={classes.below}>
          <SetupProblems
            title={problems.length > 0 ? t('file.problems', { count: problems.length }) : t('file.unreadable')}
            problems={problems.length > 0 ? problems : [{ code: record?.problem ?? '', where: '', facts: {} }]}
          />
        </div>
      )}
      {state === 'ready' && record && <WhatWasRead facts={record.facts} />}
    </section>
  );
}

function Underway({ upload }: Props) {
  const { t } = useTranslation('setup-delivery');
  const said = t('file.uploading', { name: upload.fileName, percent: upload.percent });
  return (
    <>
      <Text size="sm" className={classes.name}>
        {said}
      </Text>
      <Progress value={upload.percent} mt={8} aria-label={said} />
      {upload.offline && (
        <Text size="sm" c="dimmed" mt={6} role="status">
          {t('file.offline')}
        </Text>
      )}
    </>
  );
}

const forms = ['glb', 'staged_models', 'staged_teeth', 'transforms'] as const;

function WhatWasRead({ facts }: { facts: CaseRecord['facts'] }) {
  const { t, i18n } = useTranslation('setup-delivery');
  const number = (name: string) => Number(facts[name] ?? 0);
  const form = forms.find((each) => each === facts.form);
  const stages = { stages: number('stages'), upper: number('upperStages'), lower: number('lowerStages') };
  const mm = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 4 });
  const rows: [string, string][] = [
    ...(form ? [[t('read.form'), t(`read.forms.${form}`)] as [string, string]] : []),
    [t('read.stages'), t('read.stages_of', stages)],
    [t('read.teeth'), number('teeth') > 0 ? String(number('teeth')) : t('read.no_teeth')],
  ];
  if (number('attachments') > 0) rows.push([t('read.attachments'), String(number('attachments'))]);
  if (number('teeth') > 0)
    rows.push([t('read.axes'), t(number('framesDelivered') > 0 ? 'read.axes_delivered' : 'read.axes_estimated')]);
  if (facts.residualMm !== undefined)
    rows.push([t('read.residual'), t('read.residual_mm', { mm: mm.format(number('residualMm')) })]);
  return (
    <dl className={`${page.facts} ${classes.below}`} aria-label={t('read.label')}>
      {rows.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
