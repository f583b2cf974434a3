import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import { addressOf } from '../../client/call.ts';
import { useReading } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconFileTypePdf } from '../../design/icons.ts';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { PageHeader } from '../../design/page-header.tsx';
import { Section } from '../../design/section.tsx';
import { TranslationSetting } from '../collaborator-messages/translation-setting.tsx';
import { EditPractice } from './edit-practice.tsx';
import { LogoSection } from './logo-section.tsx';
import { PracticeFacts } from './practice-facts.tsx';

/** Name, address, contact and logo of a practice: a form for those who may edit, facts for the others. */
export function PracticeInformationPage() {
  const { t } = useTranslation(['practices', 'shell']);
  const { organisationId: practiceId } = usePlace();
  const practice = useReading('viewPractice', { params: { practiceId } });
  const edits = practice.data?.may.includes('practice_information.edit');
  return (
    <>
      <PageHeader
        title={t('shell:settings_pages.practice')}
        description={t(edits === false ? 'information.text_read' : 'information.text')}
        actions={
          <Button
            component="a"
            href={addressOf('samplePage', { params: { practiceId } })}
            target="_blank"
            rel="noopener"
            variant="default"
            title={t('information.sample_hint')}
            leftSection={<IconFileTypePdf size={20} stroke={1.7} />}
          >
            {t('information.sample')}
          </Button>
        }
      />
      <ErrorNotice error={practice.error} onRetry={() => void practice.refetch()} mb="md" />
      {practice.isPending && (
        <Section title={t('information.address')}>
          <LoadingForm />
        </Section>
      )}
      {practice.data && <LogoSection practice={practice.data} />}
      {practice.data &&
        (edits ? <EditPractice practice={practice.data} /> : <PracticeFacts practice={practice.data} />)}
      {practice.data && <TranslationSetting practiceId={practiceId} />}
    </>
  );
}
