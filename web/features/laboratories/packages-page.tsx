import { ActionIcon, Button, NumberInput, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CasePackage } from '#contract/laboratories.ts';
import { usePlace } from '../../app/place.tsx';
import { useActing, useReading } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { TextField } from '../../design/fields.tsx';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '../../design/icons.ts';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { notifyDone } from '../../design/notify.ts';
import { PageHeader } from '../../design/page-header.tsx';
import { Section } from '../../design/section.tsx';
import classes from './laboratories.module.css';

type Edited = Omit<CasePackage, 'id'> & { id: string | null; key: string };
const limits = ['stages', 'revisions', 'retainerSets', 'months'] as const;
const fewest = { stages: 1, revisions: 0, retainerSets: 0, months: 1 };
const most = { stages: 200, revisions: 99, retainerSets: 99, months: 240 };

/** The packages that a laboratory offers, in their order. */
export function PackagesPage() {
  const { t } = useTranslation(['laboratories', 'shell']);
  const { organisationId } = usePlace();
  const settings = useReading('viewLaboratorySettings', { params: { organisationId } });
  return (
    <>
      <PageHeader title={t('shell:settings_pages.packages')} description={t('packages.text')} />
      <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} mb="md" />
      <Section title={t('packages.title')}>
        {settings.isPending && <LoadingForm fields={4} />}
        {settings.data && (
          <PackagesForm
            key={JSON.stringify(settings.data.packages)}
            packages={settings.data.packages}
            edits={settings.data.mayEdit}
          />
        )}
      </Section>
    </>
  );
}

function PackagesForm({ packages, edits }: { packages: CasePackage[]; edits: boolean }) {
  const { t } = useTranslation(['laboratories', 'words']);
  const { organisationId } = usePlace();
  const [rows, setRows] = useState<Edited[]>(() => packages.map((each) => ({ ...each, key: each.id })));
  const [changed, setChanged] = useState(false);
  const save = useActing('editPackages', {
    stale: ['viewLaboratorySettings'],
    onDone: () => notifyDone(t('words:saved')),
  });
  function change(next: Edited[]) {
    setRows(next);
    setChanged(true);
  }
  const set = (key: string, more: Partial<Edited>) =>
    change(rows.map((row) => (row.key === key ? { ...row, ...more } : row)));
  function move(place: number, by: number) {
    const next = [...rows];
    const [taken] = next.splice(place, 1);
    next.splice(place + by, 0, taken!);
    change(next);
  }
  const add = () =>
    change([
      ...rows,
      {
        id: null,
        key: crypto.randomUUID(),
        name: '',
        stages: null,
        revisions: null,
        retainerSets: null,
        months: null,
        price: '',
        offered: true,
      },
    ]);
  const wrong = rows.some(({ name }) => name.trim() === '');
  return (
    <>
      {rows.map((row, place) => (
        <div key={row.key} className={classes.package}>
          <TextField
            label={t('packages.name')}
            value={row.name}
            maxLength={40}
            disabled={!edits}
            error={row.name.trim() === '' && row.id !== null ? t('packages.name_missing') : undefined}
            onChange={(event) => set(row.key, { name: event.currentTarget.value })}
          />
          {limits.map((limit) => (
            <NumberInput
              key={limit}
              label={t(`packages.${limit}`)}
              placeholder={t('packages.unlimited')}
              value={row[limit] ?? ''}
              min={fewest[limit]}
              max={most[limit]}
              allowDecimal={false}
              clampBehavior="blur"
              disabled={!edits}
              onChange={(value) => set(row.key, { [limit]: value === '' ? null : Number(value) })}
            />
          ))}
          <TextField
            label={t('packages.price')}
            value={row.price}
            maxLength={60}
            disabled={!edits}
            onChange={(event) => set(row.key, { price: event.currentTarget.value })}
          />
          <div className={classes.foot}>
            <Switch
              label={t('packages.offered')}
              checked={row.offered}
              disabled={!edits}
              onChange={(event) => set(row.key, { offered: event.currentTarget.checked })}
            />
            {edits && (
              <div className={classes.acts}>
                <ActionIcon
                  variant="subtle"
                  disabled={place === 0}
                  aria-label={t('packages.up', { name: row.name })}
                  onClick={() => move(place, -1)}
                >
                  <IconArrowUp size={18} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  disabled={place === rows.length - 1}
                  aria-label={t('packages.down', { name: row.name })}
                  onClick={() => move(place, 1)}
                >
                  <IconArrowDown size={18} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="red"
                  disabled={rows.length === 1}
                  aria-label={t('packages.remove', { name: row.name })}
                  onClick={() => change(rows.filter(({ key }) => key !== row.key))}
                >
                  <IconTrash size={18} />
                </ActionIcon>
              </div>
            )}
          </div>
        </div>
      ))}
      {edits && (
        <>
          <Button variant="light" leftSection={<IconPlus size={18} />} onClick={add} disabled={rows.length >= 30}>
            {t('packages.add')}
          </Button>
          <Text size="sm" c="dimmed" mt="md">
            {t('packages.kept')}
          </Text>
          <ErrorNotice error={save.error} mt="md" />
          <Button
            mt="lg"
            loading={save.isPending}
            disabled={!changed || wrong}
            onClick={() =>
              save.mutate({ params: { organisationId }, body: { packages: rows.map(({ key: _, ...row }) => row) } })
            }
          >
            {t('words:save')}
          </Button>
        </>
      )}
    </>
  );
}
