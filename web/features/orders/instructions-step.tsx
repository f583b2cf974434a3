import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '../../design/section.tsx';
import { RecordsPanel } from '../records/records-panel.tsx';
import type { Draft } from './use-draft.ts';

/** Step 4: whatever the laboratory should know besides, and further files. */
export function InstructionsStep({ draft, disabled }: { draft: Draft; disabled: boolean }) {
  const { t } = useTranslation('orders');
  const { order, change } = draft;
  return (
    <>
      <Section title={t('steps.instructions')}>
        <Textarea
          label={t('instructions.label')}
          description={t('instructions.hint')}
          autosize
          minRows={6}
          maxLength={8000}
          disabled={disabled}
          value={order.prescription.instructions}
          onChange={(event) => change({ instructions: event.currentTarget.value })}
        />
      </Section>
      <Section title={t('instructions.files')}>
        <RecordsPanel order={order} mode="draft" groups={['files']} />
      </Section>
    </>
  );
}
