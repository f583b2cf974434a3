import { Button, NativeSelect } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orderKinds } from '#contract/order-life.ts';
import type { Need, Slot } from '#contract/records.ts';
import { usePlace } from '../../app/place.tsx';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { notifyDone } from '../../design/notify.ts';
import { PageHeader } from '../../design/page-header.tsx';
import { Section } from '../../design/section.tsx';
import classes from './laboratories.module.css';

type Requirements = ReplyTo<'viewLaboratorySettings'>['requirements'];
const needs: readonly Need[] = ['required', 'recommended', 'optional', 'not_asked'];
/** As in contract/records.ts, which would bring Zod along. */
const groups: readonly (readonly ['models' | 'photos' | 'xrays' | 'files', readonly Slot[]])[] = [
  ['models', ['model_upper', 'model_lower', 'model_bite', 'impression']],
  [
    'photos',
    [
      'photo_profile',
      'photo_full_face',
      'photo_full_face_smiling',
      'photo_upper_occlusal',
      'photo_lower_occlusal',
      'photo_right_buccal',
      'photo_frontal',
      'photo_left_buccal',
    ],
  ],
  ['xrays', ['xray_panoramic', 'xray_cephalogram', 'xray_other']],
  ['files', ['file']],
];

/** Which records a laboratory asks for, by kind of order. */
export function RequirementsPage() {
  const { t } = useTranslation(['laboratories', 'shell']);
  const { organisationId } = usePlace();
  const settings = useReading('viewLaboratorySettings', { params: { organisationId } });
  return (
    <>
      <PageHeader title={t('shell:settings_pages.records')} description={t('needs.text')} />
      <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} mb="md" />
      <Section title={t('needs.title')}>
        {settings.isPending && <LoadingForm fields={4} />}
        {settings.data && (
          <NeedsForm
            key={JSON.stringify(settings.data.requirements)}
            requirements={settings.data.requirements}
            edits={settings.data.mayEdit}
          />
        )}
      </Section>
    </>
  );
}

function NeedsForm({ requirements, edits }: { requirements: Requirements; edits: boolean }) {
  const { t } = useTranslation(['laboratories', 'records', 'orders', 'words']);
  const { organisationId } = usePlace();
  const [now, setNow] = useState(requirements);
  const save = useActing('editRequirements', {
    stale: ['viewLaboratorySettings'],
    onDone: () => notifyDone(t('words:saved')),
  });
  return (
    <>
      <div className={classes.scroll}>
        <table className={classes.needs}>
          <thead>
            <tr>
              <th scope="col">{t('needs.record')}</th>
              {orderKinds.map((kind) => (
                <th key={kind} scope="col">
                  {t(`orders:kinds.${kind}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map(([group, slots]) => (
              <Fragment key={group}>
                <tr>
                  <th scope="rowgroup" colSpan={orderKinds.length + 1} className={classes.group}>
                    {t(`records:groups.${group}`)}
                  </th>
                </tr>
                {slots.map((slot) => (
                  <tr key={slot}>
                    <th scope="row">{t(`records:slots.${slot}`)}</th>
                    {orderKinds.map((kind) => (
                      <td key={kind}>
                        <NativeSelect
                          size="sm"
                          classNames={{ input: classes.need ?? '' }}
                          aria-label={`${t(`records:slots.${slot}`)}, ${t(`orders:kinds.${kind}`)}`}
                          value={now[kind]?.[slot] ?? 'optional'}
                          disabled={!edits}
                          data={needs.map((value) => ({ value, label: t(`needs.${value}`) }))}
                          onChange={(event) =>
                            setNow({ ...now, [kind]: { ...now[kind], [slot]: event.currentTarget.value as Need } })
                          }
                        />
                      </td>
                    ))}
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      <ErrorNotice error={save.error} mt="md" />
      {edits && (
        <Button
          mt="lg"
          loading={save.isPending}
          disabled={now === requirements}
          onClick={() => save.mutate({ params: { organisationId }, body: { requirements: now } })}
        >
          {t('words:save')}
        </Button>
      )}
    </>
  );
}
