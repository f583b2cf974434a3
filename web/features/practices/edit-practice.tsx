import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Practice } from '#contract/practices.ts';
import { isRefusal } from '../../client/refusal.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice, useRefusalSentence } from '../../design/error-notice.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import { Section } from '../../design/section.tsx';
import { useFieldErrors } from '../../design/use-checks.ts';
import { AddressFields, ContactFields, RegionFields } from './practice-fields.tsx';
import { informationOf, type PracticeValues, usePracticeForm } from './practice-form.ts';
import classes from './practices.module.css';

/** The form of a practice's information. A change that somebody else saves meanwhile is never overwritten unseen. */
export function EditPractice({ practice }: { practice: Practice }) {
  const { t } = useTranslation(['practices', 'words']);
  const sentence = useRefusalSentence();
  const fieldErrors = useFieldErrors();
  const form = usePracticeForm(informationOf(practice));
  const [version, setVersion] = useState(practice.version);
  const dirty = form.isDirty();
  const behind = practice.version !== version;
  const edit = useActing('editPractice', {
    stale: ['viewPractice', 'viewMe', 'viewGroup'],
    onDone: (saved) => {
      show(saved);
      notifyDone(t('words:saved'));
    },
  });
  function show(newest: Practice) {
    form.setInitialValues(informationOf(newest));
    form.setValues(informationOf(newest));
    setVersion(newest.version);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the newest version while nothing is typed
  useEffect(() => {
    if (behind && !dirty) show(practice);
  }, [behind, dirty, practice]);
  function save(values: PracticeValues, base: number) {
    edit.mutate(
      { params: { practiceId: practice.id }, body: { ...values, version: base } },
      {
        onError: (error) => {
          if (isRefusal(error, 'name_taken')) form.setFieldError('name', sentence(error));
          else form.setErrors(fieldErrors(error));
        },
      },
    );
  }
  const collided = (behind && dirty) || isRefusal(edit.error, 'changed_meanwhile');
  return (
    <form className={classes.after} noValidate onSubmit={form.onSubmit((values) => save(values, version))}>
      <Section title={t('information.address')}>
        <AddressFields form={form} />
      </Section>
      <Section title={t('information.contact')}>
        <ContactFields form={form} />
      </Section>
      <Section title={t('information.region')}>
        <RegionFields form={form} />
      </Section>
      {collided && behind ? (
        <Notice tone="attention" mt="md">
          <Stack gap="xs">
            <Text size="sm">{t('changed.text')}</Text>
            <Group gap="xs">
              <Button size="sm" variant="default" onClick={() => show(practice)}>
                {t('changed.take')}
              </Button>
              <Button
                size="sm"
                variant="subtle"
                onClick={() => form.onSubmit((values) => save(values, practice.version))()}
              >
                {t('changed.keep')}
              </Button>
            </Group>
          </Stack>
        </Notice>
      ) : (
        <ErrorNotice error={edit.error} mt="md" />
      )}
      <FormActions
        submit={t('words:save')}
        busy={edit.isPending}
        disabled={!dirty || (collided && behind)}
        before={
          dirty && (
            <Button variant="default" onClick={form.reset}>
              {t('information.discard')}
            </Button>
          )
        }
      />
    </form>
  );
}
