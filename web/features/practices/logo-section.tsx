import { Button, FileButton, Group, Text } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Practice } from '#contract/practices.ts';
import { addressOf, call } from '../../client/call.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconPhoto, IconTrash, IconUpload } from '../../design/icons.ts';
import { notifyDone } from '../../design/notify.ts';
import { Section } from '../../design/section.tsx';
import classes from './practices.module.css';

const kinds = ['image/png', 'image/jpeg', 'image/webp'];
const mostBytes = 5_000_000;

/** The practice's logo: shown as it will print, replaced by choosing or dropping a picture, removed with a way back. */
export function LogoSection({ practice }: { practice: Practice }) {
  const { t } = useTranslation('practices');
  const [over, setOver] = useState(false);
  const [complaint, setComplaint] = useState<'too_large' | 'wrong_kind'>();
  const params = { practiceId: practice.id };
  const stale = ['viewPractice', 'viewMe', 'viewGroup'] as const;
  const put = useActing('putLogo', { stale: [...stale], onDone: () => notifyDone(t('logo.saved')) });
  const remove = useActing('removeLogo', { stale: [...stale] });
  const edits = practice.may.includes('practice_information.edit');

  function choose(file: File | null | undefined) {
    if (!file) return;
    const wrong = !kinds.includes(file.type) ? 'wrong_kind' : file.size > mostBytes ? 'too_large' : undefined;
    setComplaint(wrong);
    remove.reset();
    if (!wrong) put.mutate({ params, file });
  }
  async function takeAway() {
    setComplaint(undefined);
    put.reset();
    const former = await call('viewLogo', { params }).catch(() => undefined);
    remove.mutate(
      { params },
      {
        onSuccess: () =>
          notifyDone(
            t('logo.removed'),
            former && { label: t('logo.undo'), run: () => put.mutate({ params, file: former }) },
          ),
      },
    );
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (edits) choose(event.dataTransfer.files[0]);
  }
  return (
    <Section title={t('logo.title')} description={edits && t('logo.text')}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same */}
      <div
        className={classes.logo}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(edits);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {practice.logoVersion ? (
          <span className={classes.picture}>
            <img
              src={`${addressOf('viewLogo', { params })}?v=${practice.logoVersion}`}
              alt={t('logo.alt', { name: practice.name })}
            />
          </span>
        ) : (
          <span className={classes.noPicture}>
            <IconPhoto size={28} stroke={1.4} aria-hidden="true" />
            <Text size="sm">{t('logo.none')}</Text>
          </span>
        )}
        {edits && (
          <Group gap="xs">
            <FileButton accept={kinds.join(',')} onChange={choose}>
              {(props) => (
                <Button variant="default" leftSection={<IconUpload size={18} />} loading={put.isPending} {...props}>
                  {t(practice.logoVersion ? 'logo.replace' : 'logo.choose')}
                </Button>
              )}
            </FileButton>
            {practice.logoVersion ? (
              <Button
                variant="subtle"
                color="red"
                leftSection={<IconTrash size={18} />}
                loading={remove.isPending}
                onClick={() => void takeAway()}
              >
                {t('logo.remove')}
              </Button>
            ) : (
              <Text size="sm" c="dimmed">
                {t('logo.drop')}
              </Text>
            )}
          </Group>
        )}
      </div>
      {complaint && (
        <Text role="alert" size="sm" mt="xs" c="var(--mantine-color-error)">
          {t(`logo.${complaint}`)}
        </Text>
      )}
      <ErrorNotice error={put.error ?? remove.error} mt="sm" />
    </Section>
  );
}
