import i18next, { type BackendModule } from 'i18next';
import ICU from 'i18next-icu';
import { initReactI18next } from 'react-i18next';
import type { Language } from '#contract/shapes.ts';
import { phrasesAt } from './first-page.ts';
import { preferredLanguage, rememberLanguage } from './languages.ts';
import { outside } from './outside.ts';

const files = import.meta.glob<{ default: object }>('../../phrases/*/*.json');

const backend: BackendModule = {
  type: 'backend',
  init: () => {},
  read(language, namespace, done) {
    const load = files[`../../phrases/${language}/${namespace}.json`];
    if (!load) return done(new Error(`No phrases for ${language}/${namespace}`), null);
    load().then(
      (file) => done(null, file.default as Record<string, string>),
      (error) => done(error, null),
    );
  },
};

/** Starts the phrases in the language preferred here; each namespace is fetched when a page first needs it. */
export async function startPhrases(): Promise<void> {
  const { pathname } = window.location;
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(new ICU())
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(),
      fallbackLng: false,
      ns: ['words', 'refusals', outside.test(pathname) ? 'identity' : 'shell', ...phrasesAt(pathname)],
      defaultNS: 'words',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
}

/** Changes the language of the interface at once and for the next visit. */
export async function speak(language: Language): Promise<void> {
  rememberLanguage(language);
  if (i18next.language !== language) await i18next.changeLanguage(language);
}
