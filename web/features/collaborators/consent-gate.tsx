import { Button, Checkbox, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Consent } from '#contract/collaborators.ts';
import type { Language } from '#contract/shapes.ts';
import { isRefusal } from '../../client/refusal.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import { Section } from '../../design/section.tsx';
import classes from './collaborators.module.css';

export type ProviderParams = { practiceId: string; practitionerId: string };
type ConsentText = Consent['texts'][number];

/** The two boxes that come before anything else; once both are ticked, who ticked them and when. */
export function ConsentGate({ params }: { params: ProviderParams }) {
  const { t, i18n } = useTranslation('collaborators');
  const language = i18n.language as Language;
  const consent = useReading('viewConsent', { params, query: { language } });
  return (
    <Section title={t('gate.title')} description={t('gate.text')}>
      <ErrorNotice error={consent.error} onRetry={() => void consent.refetch()} />
      {consent.isPending && <LoadingForm fields={2} />}
      {consent.data && (
        <Boxes
          key={consent.data.texts.map(({ version, ticked }) => `${version}${ticked?.at}`).join()}
          params={params}
          consent={consent.data}
          language={language}
          onOutdated={() => void consent.refetch()}
        />
      )}
    </Section>
  );
}

type BoxesProps = { params: ProviderParams; consent: Consent; language: Language; onOutdated: () => void };

function Boxes({ params, consent, language, onOutdated }: BoxesProps) {
  const { t } = useTranslation('collaborators');
  const [chosen, setChosen] = useState<string[]>([]);
  const give = useActing('giveConsent', {
    stale: ['viewConsent', 'listCollaborators'],
    onDone: () => notifyDone(t('gate.done')),
  });
  const versionOf = (kind: string) => consent.texts.find((text) => text.kind === kind)!.version;
  // Both together: a single tick alone means nothing yet and can still be taken back.
  function choose(kind: string, on: boolean) {
    const next = on ? [...chosen, kind] : chosen.filter((each) => each !== kind);
    setChosen(next);
    if (!consent.texts.every((text) => text.ticked || next.includes(text.kind))) return;
    give.mutate(
      { params, body: { patientConsent: versionOf('patient_consent'), terms: versionOf('terms'), language } },
      {
        onError: (error) => {
          setChosen([]);
          if (isRefusal(error, 'consent_outdated')) onOutdated();
        },
      },
    );
  }
  return (
    <div className={classes.boxes}>
      {consent.texts.some(({ renewed }) => renewed) && <Notice tone="attention">{t('gate.renewed')}</Notice>}
      {consent.texts.map((text) => (
        <Box
          key={text.kind}
          text={text}
          checked={text.ticked !== null || chosen.includes(text.kind)}
          busy={give.isPending}
          onChange={(on) => choose(text.kind, on)}
        />
      ))}
      <ErrorNotice error={give.error} />
    </div>
  );
}

function Box({
  text,
  checked,
  busy,
  onChange,
}: {
  text: ConsentText;
  checked: boolean;
  busy: boolean;
  onChange: (on: boolean) => void;
}) {
  const { t } = useTranslation('collaborators');
  const { dateTime } = useDates();
  const [shown, show] = useState(text.ticked === null);
  const { ticked, version } = text;
  return (
    <div>
      <Checkbox
        checked={checked}
        disabled={ticked !== null || busy}
        classNames={{ label: classes.plain }}
        onChange={(event) => onChange(event.currentTarget.checked)}
        label={t(`gate.${text.kind as 'terms'}`)}
        description={
          ticked
            ? t(ticked.onBehalf ? 'gate.ticked_behalf' : 'gate.ticked', {
                by: ticked.by,
                when: dateTime(ticked.at),
                version: String(version),
              })
            : t('gate.version', { version: String(version) })
        }
      />
      {shown && <Text className={classes.text}>{text.body}</Text>}
      {ticked && (
        <Button variant="subtle" size="compact-sm" mt={4} ml={24} onClick={() => show(!shown)} aria-expanded={shown}>
          {t(shown ? 'gate.hide_text' : 'gate.show_text')}
        </Button>
      )}
    </div>
  );
}
