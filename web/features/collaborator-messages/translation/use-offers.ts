import { useTranslation } from 'react-i18next';
import type { TranslationEngine } from '#contract/translation.ts';
import { useReading } from '../../../client/use-calls.ts';
import { browserLanguages, hasBrowserTranslator } from './browser-translator.ts';

/** By whom messages can be translated here, and into which languages: the reader's own first. */
export type Offers = { engine: Exclude<TranslationEngine, 'none'>; languages: readonly string[] } | null;

export function useOffers(caseId: string): Offers {
  const { i18n } = useTranslation();
  const { data } = useReading('viewTranslation', { params: { caseId } });
  if (!data || data.engine === 'none') return null;
  if (data.engine === 'browser' && !hasBrowserTranslator()) return null;
  const offered: readonly string[] = data.engine === 'browser' ? browserLanguages : data.languages;
  if (offered.length === 0) return null;
  const own = i18n.language.split('-')[0]!;
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const others = offered
    .filter((each) => each !== own)
    .sort((a, b) => (names.of(a) ?? a).localeCompare(names.of(b) ?? b));
  return { engine: data.engine, languages: offered.includes(own) ? [own, ...others] : others };
}
