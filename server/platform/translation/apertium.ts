import { z } from 'zod';
import { askEngine, remembered } from './ask-engine.ts';
import { languageOf, TranslationProblem, type Translator } from './translator.ts';

const listed = z.object({
  responseData: z.array(z.object({ sourceLanguage: z.string(), targetLanguage: z.string() })),
});
const answered = z.object({ responseData: z.object({ translatedText: z.string() }), responseStatus: z.literal(200) });
const identified = z.record(z.string(), z.number());

/** So sure has Apertium to be of a language before it counts for more than the writer's own. */
const sureEnough = 0.7;

export type EngineTimes = { translateMs: number; askMs: number };
export const usualTimes: EngineTimes = { translateMs: 15_000, askMs: 4000 };

/** Apertium by the API of APy: /listPairs, /identifyLang, /translate. */
export function apertium(base: string, times: EngineTimes = usualTimes): Translator {
  const at = (path: string, query: Record<string, string> = {}) => {
    const url = new URL(`${base.replace(/\/+$/, '')}/${path}`);
    url.search = new URLSearchParams(query).toString();
    return url;
  };
  const pairs = remembered(async () => {
    const read = listed.safeParse(await askEngine({ url: at('listPairs'), timeoutMs: times.askMs }));
    if (!read.success) throw new TranslationProblem('translation_failed', 'answered no list of pairs');
    return read.data.responseData.map(({ sourceLanguage, targetLanguage }) => ({
      from: languageOf(sourceLanguage),
      to: languageOf(targetLanguage),
      exact: sourceLanguage.length <= 3 && targetLanguage.length <= 3,
      name: `${sourceLanguage}|${targetLanguage}`,
    }));
  });

  /** What the text may be written in, likeliest first; `sure` where Apertium says so itself. Without its language detection it says nothing. */
  async function sourcesOf(text: string, guess: string): Promise<{ sure: string | undefined; likely: string[] }> {
    const found = identified.safeParse(
      await askEngine({ url: at('identifyLang'), form: { q: text }, timeoutMs: times.askMs }).catch(() => null),
    );
    const ranked = found.success ? Object.entries(found.data).sort(([, one], [, other]) => other - one) : [];
    const names = ranked.map(([tag]) => languageOf(tag));
    const sure = ranked[0] && ranked[0][1] >= sureEnough ? names[0] : undefined;
    return { sure, likely: [...(sure ? [sure] : []), languageOf(guess), ...names] };
  }

  return {
    async languages() {
      return [...new Set((await pairs()).map(({ to }) => to))].toSorted();
    },
    async translate({ text, to, guess }) {
      const wanted = languageOf(to);
      const offered = (await pairs()).filter((pair) => pair.to === wanted);
      const { sure, likely } = await sourcesOf(text, guess);
      if (sure === wanted) return { text, from: wanted };
      // A dialect only where there is no plain pair; and whoever asks for their own language has seen that it is in another.
      const ranked = offered.toSorted((one, other) => Number(other.exact) - Number(one.exact));
      const pair = likely.map((each) => ranked.find(({ from }) => from === each)).find(Boolean) ?? ranked[0];
      if (!pair) throw new TranslationProblem('language_not_offered', `no pair into ${wanted}`);
      const read = answered.safeParse(
        await askEngine({
          url: at('translate'),
          form: { langpair: pair.name, q: text, markUnknown: 'no', format: 'txt' },
          timeoutMs: times.translateMs,
        }),
      );
      if (!read.success) throw new TranslationProblem('translation_failed', 'answered no translation');
      return { text: read.data.responseData.translatedText, from: pair.from };
    },
  };
}
