import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Section } from '../../design/section.tsx';
import { StateBadge } from '../../design/state-badge.tsx';
import { PrescriptionSummary } from '../orders/prescription-summary.tsx';
import classes from './cases.module.css';
import { ChangePrescription } from './change-prescription.tsx';

type Props = { subject: ReplyTo<'viewCase'>; view: ReplyTo<'viewOrder'> };

/** What was asked, each version with its differences, and whether the laboratory has taken note of it. */
export function PrescriptionTab({ subject, view }: Props) {
  const { t } = useTranslation(['cases', 'orders']);
  const { dateTime } = useDates();
  const [changing, setChanging] = useState(false);
  const { order, versions } = view;
  const acknowledge = useActing('acknowledgePrescription', { stale: ['viewOrder', 'viewHistory', 'viewCase'] });
  if (changing) return <ChangePrescription order={order} onDone={() => setChanging(false)} />;
  return (
    <>
      <Section
        title={t('tabs.prescription')}
        actions={
          order.may.includes('change_prescription') && (
            <Button variant="default" onClick={() => setChanging(true)}>
              {t('change_prescription')}
            </Button>
          )
        }
      >
        <PrescriptionSummary order={order} subject={subject} />
      </Section>
      {versions.length > 0 && (
        <Section title={t('versions')}>
          <ErrorNotice error={acknowledge.error} mb="md" />
          <ul className={classes.list}>
            {versions
              .toSorted((one, other) => other.version - one.version)
              .map((version) => (
                <li key={version.version} className={classes.line}>
                  <div>
                    <Text fw={600}>{t('version', { version: String(version.version) })}</Text>
                    <Text size="sm" c="dimmed">
                      {t('version_by', { date: dateTime(version.at), name: version.by })}
                    </Text>
                    <ul style={{ margin: '6px 0 0', paddingLeft: 18 }}>
                      {version.changes.map((change) => (
                        <li key={change.field}>
                          <FieldChange {...change} />
                        </li>
                      ))}
                    </ul>
                  </div>
                  {version.acknowledgedAt ? (
                    <StateBadge tone="good">{t('acknowledged', { date: dateTime(version.acknowledgedAt) })}</StateBadge>
                  ) : order.may.includes('acknowledge') ? (
                    <Button
                      size="xs"
                      loading={acknowledge.isPending}
                      onClick={() =>
                        acknowledge.mutate({
                          params: {
                            caseId: order.caseId,
                            orderId: order.id,
                            version: String(version.version),
                          } as never,
                        })
                      }
                    >
                      {t('acknowledge')}
                    </Button>
                  ) : (
                    <StateBadge tone="waiting">{t('not_acknowledged')}</StateBadge>
                  )}
                </li>
              ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** One field that differs, in words where it is one that the form names. */
function FieldChange({ field, before, after }: { field: string; before: string; after: string }) {
  const { t } = useTranslation('cases');
  const shown = (value: string) => value.replaceAll(/^"|"$/g, '') || '–';
  const name = useFieldName()(field);
  return (
    <Text size="sm" span style={{ overflowWrap: 'anywhere' }}>
      <strong>{name}</strong>: {shown(after)}{' '}
      <Text span c="dimmed">
        ({t('was', { value: shown(before) })})
      </Text>
    </Text>
  );
}

const labels = {
  arches: 'orders:general.arches',
  chiefComplaint: 'orders:general.chief_complaint',
  instructions: 'orders:instructions.label',
  dentition: 'orders:approach.dentition',
  crowding: 'orders:approach.crowding',
  spacing: 'orders:approach.spacing',
  overjet: 'orders:approach.overjet',
  overbite: 'orders:approach.overbite',
  sagittal: 'orders:approach.sagittal',
  midline: 'orders:approach.midline',
  posteriorCrossbite: 'orders:approach.crossbite',
  extractions: 'orders:approach.extractions',
  interproximalReduction: 'orders:approach.reduction',
  attachments: 'orders:approach.attachments',
  movementRestrictions: 'orders:approach.movement',
  elastics: 'orders:approach.elastics',
  biteRamps: 'orders:approach.ramps',
  stages: 'orders:approach.stages',
  wearDays: 'orders:approach.wear',
  remarks: 'orders:approach.remarks',
  from: 'orders:appliance.from',
  stage: 'orders:appliance.stage',
  sets: 'orders:appliance.sets',
  material: 'orders:appliance.material',
  trimLine: 'orders:appliance.trim',
  reason: 'orders:appliance.reason',
} as const;

function useFieldName(): (field: string) => string {
  const { t } = useTranslation(['cases', 'orders']);
  return (field) => {
    const part = field.split('.').find((each): each is keyof typeof labels => each in labels);
    return part ? t(labels[part]) : field;
  };
}
