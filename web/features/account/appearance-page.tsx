import { Radio, Stack, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Me } from '#contract/identity.ts';
import type { Language } from '#contract/shapes.ts';
import { languageNames, languages } from '../../app/languages.ts';
import { speak } from '../../app/phrases.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { PageHeader } from '../../design/page-header.tsx';
import { Section } from '../../design/section.tsx';

type Theme = Me['account']['theme'];
const themes: Theme[] = ['system', 'light', 'dark'];

/** Language and theme; both take effect at once. */
export function AppearancePage() {
  const { t, i18n } = useTranslation(['account', 'shell', 'words']);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const edit = useActing('editProfile', { stale: ['viewMe'] });
  function chooseTheme(value: string) {
    setColorScheme(value === 'system' ? 'auto' : (value as 'light' | 'dark'));
    edit.mutate({ body: { theme: value as Theme } });
  }
  function chooseLanguage(value: string) {
    void speak(value as Language);
    edit.mutate({ body: { language: value as Language } });
  }
  return (
    <>
      <PageHeader title={t('pages.appearance')} description={t('appearance.text')} />
      <ErrorNotice error={edit.error} mb="md" />
      <Section title={t('appearance.theme')}>
        <Radio.Group
          aria-label={t('appearance.theme')}
          value={colorScheme === 'auto' ? 'system' : colorScheme}
          onChange={chooseTheme}
        >
          <Stack gap="sm">
            {themes.map((value) => (
              <Radio key={value} value={value} label={t(`shell:themes.${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
      </Section>
      <Section title={t('words:fields.language')}>
        <Radio.Group aria-label={t('words:fields.language')} value={i18n.language} onChange={chooseLanguage}>
          <Stack gap="sm">
            {languages.map((value) => (
              <Radio key={value} value={value} label={languageNames[value]} lang={value} />
            ))}
          </Stack>
        </Radio.Group>
      </Section>
    </>
  );
}
