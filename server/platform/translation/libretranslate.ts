import { z } from 'zod';
import { type EngineTimes, usualTimes } from './apertium.ts';
import { askEngine, remembered } from './ask-engine.ts';
import { languageOf, TranslationProblem, type Translator } from './translator.ts';

const listed = z.array(z.object({ code: z.string(), targets: z.array(z.string()).optional() }));
const answered = z.object({
  translatedText: z.string(),
  detectedLanguage: z.object({ language: z.string() }).optional(),
});

/** LibreTranslate's API: /languages, /translate; it tells by itself what a text is written in. */
export function libreTranslate(base: string, apiKey: string | null, times: EngineTimes = usualTimes): Translator {
  const at = (path: string) => new URL(`${base.replace(/\/+$/, '')}/${path}`);
  const languages = remembered(async () => {
    const read = listed.safeParse(await askEngine({ url: at('languages'), timeoutMs: times.askMs }));
    if (!read.success) throw new TranslationProblem('translation_failed', 'answered no list of languages');
    const targets = read.data.flatMap((each) => each.targets ?? [each.code]);
    return [...new Set(targets)].toSorted();
  });
  return {
    languages,
    async translate({ text, to, guess }) {
      const offered = await languages();
      const target = offered.find((each) => each === to) ?? offered.find((each) => languageOf(each) === languageOf(to));
      if (target === undefined) throw new TranslationProblem('language_not_offered', `nothing into ${to}`);
      const json = { q: text, source: 'auto', target, format: 'text', ...(apiKey === null ? {} : { api_key: apiKey }) };
      const read = answered.safeParse(await askEngine({ url: at('translate'), json, timeoutMs: times.translateMs }));
      if (!read.success) throw new TranslationProblem('translation_failed', 'answered no translation');
      return { text: read.data.translatedText, from: languageOf(read.data.detectedLanguage?.language ?? guess) };
    },
  };
}
