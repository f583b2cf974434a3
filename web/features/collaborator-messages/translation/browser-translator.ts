/** The translator that some browsers bring along: text stays on this computer. */

type Availability = 'unavailable' | 'downloadable' | 'downloading' | 'available';
type Pair = { sourceLanguage: string; targetLanguage: string };
type TranslatorApi = {
  availability(pair: Pair): Promise<Availability>;
  create(pair: Pair): Promise<{ translate(text: string): Promise<string>; destroy?(): void }>;
};
type DetectorApi = {
  create(): Promise<{
    detect(text: string): Promise<{ detectedLanguage?: string; confidence?: number }[]>;
    destroy?(): void;
  }>;
};

const here = () => globalThis as unknown as { Translator?: TranslatorApi; LanguageDetector?: DetectorApi };

export const hasBrowserTranslator = (): boolean => here().Translator !== undefined;

/** Languages that browsers' translators know; whether a pair is there, is asked when it is wanted. */
export const browserLanguages = [
  ...['ar', 'bg', 'cs', 'da', 'de', 'el', 'en', 'es', 'fi', 'fr', 'hr', 'hu', 'it', 'ja', 'ko', 'nl', 'no', 'pl'],
  ...['pt', 'ro', 'ru', 'sk', 'sl', 'sv', 'tr', 'uk', 'vi', 'zh'],
] as const;

/** Null where this browser can't translate it. */
export async function translateInBrowser(text: string, to: string): Promise<{ text: string; from: string } | null> {
  const { Translator } = here();
  if (!Translator) return null;
  const from = await languageOf(text);
  if (!from) return null;
  if (from === to) return { text, from };
  const pair = { sourceLanguage: from, targetLanguage: to };
  if ((await Translator.availability(pair)) === 'unavailable') return null;
  const translator = await Translator.create(pair);
  try {
    return { text: await translator.translate(text), from };
  } finally {
    translator.destroy?.();
  }
}

async function languageOf(text: string): Promise<string | undefined> {
  const { LanguageDetector } = here();
  if (!LanguageDetector) return undefined;
  const detector = await LanguageDetector.create();
  try {
    const [best] = await detector.detect(text);
    const found = best?.detectedLanguage;
    return found === undefined || found === 'und' ? undefined : found.split('-')[0];
  } finally {
    detector.destroy?.();
  }
}
