import { Badge, Button, Checkbox, Radio, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferedLaboratory } from '#contract/laboratories.ts';
import { usePlace } from '../../app/place.tsx';
import { useActing, useReading } from '../../client/use-calls.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconBuilding } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { notifyDone } from '../../design/notify.ts';
import { PageHeader } from '../../design/page-header.tsx';
import { Row, Rows } from '../../design/rows.tsx';
import { Section } from '../../design/section.tsx';
import classes from './laboratories.module.css';

/** The laboratories that a practice orders from. */
export function LaboratoriesPage() {
  const { t } = useTranslation(['laboratories', 'shell']);
  const { organisationId: practiceId } = usePlace();
  const list = useReading('listLaboratories', { params: { practiceId } });
  const laboratories = list.data?.laboratories ?? [];
  return (
    <>
      <PageHeader title={t('shell:settings_pages.laboratories')} description={t('choose.text')} />
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} mb="md" />
      <Section title={t('choose.title')}>
        {list.isPending && <LoadingRows rows={3} />}
        {list.data && laboratories.length === 0 && (
          <EmptyState icon={<IconBuilding size={28} />} title={t('choose.none')}>
            {t('choose.none_text')}
          </EmptyState>
        )}
        {laboratories.length > 0 && (
          <Choice
            key={laboratories.map(({ id, chosen, preferred }) => `${id}${chosen}${preferred}`).join()}
            laboratories={laboratories}
            edits={list.data?.mayChoose ?? false}
          />
        )}
      </Section>
    </>
  );
}

function Choice({ laboratories, edits }: { laboratories: OfferedLaboratory[]; edits: boolean }) {
  const { t } = useTranslation(['laboratories', 'words']);
  const { organisationId: practiceId } = usePlace();
  const atFirst = laboratories.filter(({ chosen }) => chosen).map(({ id }) => id);
  const preferredAtFirst = laboratories.find(({ preferred }) => preferred)?.id ?? null;
  const [chosen, setChosen] = useState(atFirst);
  const [preferredId, setPreferred] = useState(preferredAtFirst);
  const save = useActing('chooseLaboratories', {
    stale: ['listLaboratories', 'orderChoices', 'viewChosenLaboratory'],
    onDone: () => notifyDone(t('words:saved')),
  });
  const changed = [...chosen].sort().join() !== [...atFirst].sort().join() || preferredId !== preferredAtFirst;
  function toggle(id: string, on: boolean) {
    setChosen((ids) => (on ? [...ids, id] : ids.filter((each) => each !== id)));
    if (on && chosen.length === 0) setPreferred(id);
    if (!on && preferredId === id) setPreferred(null);
  }
  return (
    <>
      {atFirst.length === 0 && (
        <Text mb="md" fw={600}>
          {t(edits ? 'choose.first' : 'choose.ask')}
        </Text>
      )}
      <Radio.Group value={preferredId} onChange={setPreferred} aria-label={t('choose.preferred')}>
        <Rows label={t('choose.title')}>
          {laboratories.map((each) => (
            <Row
              key={each.id}
              aside={
                chosen.includes(each.id) && (
                  <Radio
                    value={each.id}
                    label={t('choose.preferred')}
                    disabled={!edits}
                    className={classes.preferred}
                  />
                )
              }
            >
              <Checkbox
                checked={chosen.includes(each.id)}
                disabled={!edits}
                onChange={(event) => toggle(each.id, event.currentTarget.checked)}
                label={
                  <span className={classes.name}>
                    {each.name}
                    {each.ownGroup && (
                      <Badge variant="light" tt="none">
                        {t('choose.own')}
                      </Badge>
                    )}
                  </span>
                }
              />
            </Row>
          ))}
        </Rows>
      </Radio.Group>
      <ErrorNotice error={save.error} mt="md" />
      {edits && (
        <Button
          mt="lg"
          loading={save.isPending}
          disabled={!changed}
          onClick={() => save.mutate({ params: { practiceId }, body: { laboratoryIds: chosen, preferredId } })}
        >
          {t('words:save')}
        </Button>
      )}
    </>
  );
}
