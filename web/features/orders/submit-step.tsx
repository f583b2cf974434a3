import { Button, Checkbox, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing } from '../../client/use-calls.ts';
import { SelectField } from '../../design/choice-fields.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import { Section } from '../../design/section.tsx';
import { MissingList } from './missing-list.tsx';
import { PrescriptionSummary } from './prescription-summary.tsx';
import { confirmations, type StepName } from './steps.ts';
import type { Draft } from './use-draft.ts';

type Props = {
  draft: Draft;
  subject: ReplyTo<'viewCase'>;
  choices: ReplyTo<'orderChoices'>;
  disabled: boolean;
  onGo: (step: StepName) => void;
  onSubmitted: () => void;
};

/** Step 5: the summary, what is missing, the confirmations, the laboratory. */
export function SubmitStep({ draft, subject, choices, disabled, onGo, onSubmitted }: Props) {
  const { t } = useTranslation('orders');
  const { order, pending, change } = draft;
  const practice = choices.practices.find((each) => each.id === subject.row.practiceId);
  const laboratories = practice?.laboratories ?? [];
  const laboratoryId = pending.laboratoryId === undefined ? (order.laboratory?.id ?? null) : pending.laboratoryId;
  const laboratory = laboratories.find((each) => each.id === laboratoryId)?.name ?? order.laboratory?.name;
  const submit = useActing('submitOrder', {
    stale: ['viewCase', 'viewOrder', 'listCases', 'countCases', 'viewHistory'],
    onDone: (submitted) => {
      notifyDone(t(submitted.category === 'awaiting_confirmation' ? 'submit.waits_for_provider' : 'submit.done'));
      onSubmitted();
    },
  });
  const maySubmit = order.mayDo.includes('submit');
  const missing = order.missing.filter((each) => each.what !== 'confirmations' && each.what !== 'laboratory');
  const ready =
    missing.length === 0 && Boolean(laboratoryId) && confirmations.every((each) => order.confirmations.includes(each));
  async function send() {
    if (await draft.flush()) submit.mutate({ params: { caseId: order.caseId, orderId: order.id }, body: {} });
  }
  return (
    <>
      {missing.length > 0 && (
        <Section title={t('submit.missing')}>
          <MissingList missing={missing} kind={order.kind} onGo={onGo} />
        </Section>
      )}
      <Section title={t('submit.summary')}>
        <PrescriptionSummary order={order} subject={subject} />
      </Section>
      <Section title={t('submit.laboratory')}>
        {laboratories.length === 0 ? (
          <Notice tone="attention">{t('submit.no_laboratory')}</Notice>
        ) : (
          <SelectField
            label={t('submit.laboratory')}
            data={laboratories.map(({ id, name }) => ({ value: id, label: name }))}
            value={laboratoryId}
            disabled={disabled}
            onChange={(next) => change({ laboratoryId: next })}
          />
        )}
      </Section>
      <Section title={t('submit.confirmations')}>
        <Stack gap="md">
          {confirmations.map((each) => (
            <Checkbox
              key={each}
              label={t(`submit.confirm.${each}`)}
              checked={order.confirmations.includes(each)}
              disabled={disabled}
              onChange={(event) => {
                const others = order.confirmations.filter((other) => other !== each);
                change({ confirmations: event.currentTarget.checked ? [...others, each] : others });
              }}
            />
          ))}
        </Stack>
        <ErrorNotice error={submit.error} mt="lg" />
        {maySubmit ? (
          <Button
            mt="lg"
            size="md"
            disabled={!ready || disabled}
            loading={submit.isPending}
            onClick={() => void send()}
          >
            {laboratory ? t('submit.button', { laboratory }) : t('submit.button_plain')}
          </Button>
        ) : (
          <Notice tone="neutral" mt="lg">
            <Text size="sm">
              {subject.row.provider
                ? t('submit.not_yours', { provider: subject.row.provider.name })
                : t('submit.no_provider')}
            </Text>
          </Notice>
        )}
      </Section>
    </>
  );
}
