import { NumberInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useActing } from '../../client/use-calls.ts';
import { SelectField } from '../../design/choice-fields.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { notifyDone } from '../../design/notify.ts';
import { Section } from '../../design/section.tsx';

/** A group's manager moves a case that somebody told them the number of; they don't see it. */
export function MoveByNumber({
  groupId,
  practices,
}: {
  groupId: string;
  practices: readonly { id: string; name: string }[];
}) {
  const { t } = useTranslation('laboratories');
  const form = useForm<{ number: number | string; practiceId: string | null }>({
    initialValues: { number: '', practiceId: null },
  });
  const move = useActing('moveCaseByNumber', {
    onDone: (_, input) => {
      const name = practices.find(({ id }) => id === input.body.practiceId)?.name ?? '';
      notifyDone(t('move.done', { number: String(input.body.number), name }));
      form.reset();
    },
  });
  const { number, practiceId } = form.values;
  return (
    <Section title={t('move.title')} description={t('move.text')}>
      <form
        noValidate
        onSubmit={form.onSubmit(() => {
          if (number && practiceId) move.mutate({ params: { groupId }, body: { number: Number(number), practiceId } });
        })}
      >
        <Fields>
          <NumberInput
            label={t('move.number')}
            min={1}
            max={2_000_000_000}
            allowDecimal={false}
            hideControls
            maw="24rem"
            {...form.getInputProps('number')}
          />
          <SelectField
            label={t('move.to')}
            maw="24rem"
            data={practices.map(({ id, name }) => ({ value: id, label: name }))}
            {...form.getInputProps('practiceId')}
          />
          <ErrorNotice error={move.error} />
        </Fields>
        <FormActions submit={t('move.submit')} busy={move.isPending} disabled={!number || !practiceId} />
      </form>
    </Section>
  );
}
