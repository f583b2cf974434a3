import { Button, Menu, Text } from '@mantine/core';
import { Link, Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import { placePath } from '../../app/places.ts';
import { useMe } from '../../app/session.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconArrowLeft, IconArrowRight, IconDots, IconTrash } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import { PageHeader } from '../../design/page-header.tsx';
import { HandStep } from '../collaborator-view/hand-step.tsx';
import { PrepareGeneral } from '../collaborator-view/prepare-general.tsx';
import { casePath } from '../setups/review-path.ts';
import { ApplianceForm } from './appliance-form.tsx';
import { GeneralStep } from './general-step.tsx';
import { InstructionsStep } from './instructions-step.tsx';
import classes from './orders.module.css';
import { RecordsStep } from './records-step.tsx';
import { SavingNote } from './saving-note.tsx';
import { StepList } from './step-list.tsx';
import { type StepName, stepNames, stepPhrase } from './steps.ts';
import { SubmitStep } from './submit-step.tsx';
import { TreatmentApproachForm } from './treatment-approach-form.tsx';
import { useDraft } from './use-draft.ts';

/** The submission of an order in five steps. Once submitted, its case page shows it. */
export function SubmissionPage() {
  const { caseId, orderId } = useParams({ strict: false }) as { caseId: string; orderId: string };
  const place = usePlace();
  const params = { caseId, orderId };
  const view = useReading('viewOrder', { params });
  const subject = useReading('viewCase', { params: { caseId } });
  const choices = useReading('orderChoices', { params: { caseId } });
  const error = view.error ?? subject.error ?? choices.error;
  if (error) return <ErrorNotice error={error} onRetry={() => void view.refetch()} />;
  if (!view.data || !subject.data || !choices.data) return <LoadingRows rows={6} />;
  if (view.data.order.category !== 'draft' || view.data.order.discardedAt)
    return <Navigate to={casePath(place, caseId) as string} replace />;
  return <Submission view={view.data} subject={subject.data} choices={choices.data} key={orderId} />;
}

type Props = { view: ReplyTo<'viewOrder'>; subject: ReplyTo<'viewCase'>; choices: ReplyTo<'orderChoices'> };

function Submission({ view, subject, choices }: Props) {
  const { t } = useTranslation(['orders', 'collaborator-view']);
  const { date } = useDates();
  const { toothNotation } = useMe().account;
  const place = usePlace();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { step?: number };
  const draft = useDraft(view.order);
  const { order, change } = draft;
  const step = stepNames[(search.step ?? 1) - 1] ?? 'general';
  const position = stepNames.indexOf(step);
  const disabled = !order.may.includes('edit_draft');
  const toCase = () => void navigate({ to: casePath(place, order.caseId) as string });
  const prepares = place.kind === 'collaborator';

  function go(next: StepName) {
    void draft.flush();
    // Each step begins at its top.
    void navigate({ to: '.', search: { step: stepNames.indexOf(next) + 1 } }).then(() => window.scrollTo({ top: 0 }));
  }

  return (
    <>
      <PageHeader
        title={t('wizard.title', { kind: t(`kinds.${order.kind}`) })}
        description={<SavingNote draft={draft} number={subject.row.number} />}
        actions={<DraftMenu order={order} />}
      />
      {order.handed && !prepares && (
        <Notice tone="good" mb="md">
          {t('collaborator-view:hand.ready', { name: order.handed.by, date: date(order.handed.at) })}
        </Notice>
      )}
      {disabled && (
        <Notice tone="neutral" mb="md">
          {t('wizard.read_only')}
        </Notice>
      )}
      <div className={classes.wizard}>
        <StepList current={step} missing={order.missing} kind={order.kind} onGo={go} />
        <div>
          {step === 'general' && prepares && <PrepareGeneral draft={draft} subject={subject} disabled={disabled} />}
          {step === 'general' && !prepares && (
            <GeneralStep draft={draft} subject={subject} choices={choices} disabled={disabled} />
          )}
          {step === 'records' && <RecordsStep order={order} />}
          {step === 'approach' &&
            (order.kind === 'aligner' || order.kind === 'revision' ? (
              <TreatmentApproachForm
                value={order.prescription.approach}
                notation={toothNotation}
                disabled={disabled}
                onChange={(approach) => change({ approach })}
              />
            ) : (
              <ApplianceForm
                kind={order.kind}
                value={order.prescription.appliance}
                hasStages={subject.row.orders.length > 1}
                disabled={disabled}
                onChange={(appliance) => change({ appliance })}
              />
            ))}
          {step === 'instructions' && <InstructionsStep draft={draft} disabled={disabled} />}
          {step === 'submit' && prepares && <HandStep draft={draft} subject={subject} onGo={go} onHanded={toCase} />}
          {step === 'submit' && !prepares && (
            <SubmitStep
              draft={draft}
              subject={subject}
              choices={choices}
              disabled={disabled}
              onGo={go}
              onSubmitted={toCase}
            />
          )}
          <div className={classes.foot}>
            {position > 0 ? (
              <Button
                variant="default"
                leftSection={<IconArrowLeft size={16} />}
                onClick={() => go(stepNames[position - 1]!)}
              >
                {t('wizard.back')}
              </Button>
            ) : (
              <Button
                component={Link}
                to={placePath(place)}
                variant="default"
                leftSection={<IconArrowLeft size={16} />}
              >
                {t('wizard.to_list')}
              </Button>
            )}
            <Text size="sm" c="dimmed">
              {t('wizard.step', { step: String(position + 1) })}
            </Text>
            {position < stepNames.length - 1 ? (
              <Button
                rightSection={<IconArrowRight size={16} />}
                onClick={() => go(stepNames[position + 1]!)}
                aria-label={`${t('wizard.next')}: ${t(stepPhrase(stepNames[position + 1]!, order.kind))}`}
              >
                {t('wizard.next')}
              </Button>
            ) : (
              <span />
            )}
          </div>
        </div>
      </div>
    </>
  );
}

function DraftMenu({ order }: { order: Props['view']['order'] }) {
  const { t } = useTranslation('orders');
  const place = usePlace();
  const navigate = useNavigate();
  const stale = ['listCases', 'countCases', 'listDiscardedDrafts', 'viewCase'] as const;
  const params = { caseId: order.caseId, orderId: order.id };
  const restore = useActing('restoreDraft', { stale: [...stale, 'viewOrder'] });
  const discard = useActing('discardDraft', {
    stale: [...stale],
    onDone: () => {
      notifyDone(t('wizard.discarded'), { label: t('wizard.undo'), run: () => restore.mutate({ params }) });
      void navigate({ to: placePath(place) as string });
    },
  });
  if (!order.may.includes('discard')) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" aria-label={t('wizard.discard')} px="xs">
          <IconDots size={20} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => discard.mutate({ params })}>
          {t('wizard.discard')}
          <Text size="xs" c="dimmed">
            {t('wizard.discard_text')}
          </Text>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
