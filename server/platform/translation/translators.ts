import type { TranslationEngine } from '#contract/translation.ts';
import { apertium } from './apertium.ts';
import { libreTranslate } from './libretranslate.ts';
import type { Translator } from './translator.ts';

/** Which translation servers this site runs. */
export type TranslationConfig = {
  libreTranslate: { url: string; apiKey: string | null } | null;
  apertium: { url: string } | null;
};

export type Translators = {
  /** What a practice can choose. */
  readonly offered: readonly TranslationEngine[];
  /** Undefined for engines that aren't servers, or not set up (any more). */
  of(engine: TranslationEngine): Translator | undefined;
};

export function makeTranslators(config: TranslationConfig): Translators {
  const servers: Partial<Record<TranslationEngine, Translator>> = {
    ...(config.libreTranslate && {
      libretranslate: libreTranslate(config.libreTranslate.url, config.libreTranslate.apiKey),
    }),
    ...(config.apertium && { apertium: apertium(config.apertium.url) }),
  };
  return {
    offered: ['none', 'browser', ...(Object.keys(servers) as TranslationEngine[])],
    of: (engine) => servers[engine],
  };
}
