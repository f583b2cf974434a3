import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id } from './shapes.ts';

/** Translation on demand, by the engine that the case's practice chose. Nothing that was translated is kept. */

/** `browser`: the reader's own browser translates and sends nothing away. `libretranslate`, `apertium`: a server that this site runs. */
export const translationEngines = ['none', 'browser', 'libretranslate', 'apertium'] as const;
export const translationEngine = z.enum(translationEngines);
export type TranslationEngine = z.infer<typeof translationEngine>;

/** ISO 639: `de`, `en`, `fr`; also `zh-Hant`, `nno`. */
export const spokenLanguage = z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?$/);

const ofCase = z.object({ caseId: id });

export const viewTranslation = endpoint({
  name: 'viewTranslation',
  method: 'GET',
  path: '/api/cases/:caseId/translation',
  summary: 'Which engine translates the messages of a case, and into which languages',
  access: 'messages.see',
  unrecorded: 'a setting of the practice',
  params: ofCase,
  reply: z.object({
    engine: translationEngine,
    /** Languages it translates into; none for the browser, which is asked there. */
    languages: z.array(z.string()),
  }),
  refusals: [],
});

export const translateMessage = endpoint({
  name: 'translateMessage',
  method: 'POST',
  path: '/api/cases/:caseId/messages/:messageId/translation',
  summary: 'Translates a message that I can read, by the engine of the case’s practice; the translation isn’t kept',
  access: 'messages.see',
  params: z.object({ caseId: id, messageId: id }),
  body: z.object({ to: spokenLanguage }),
  reply: z.object({ text: z.string(), from: z.string(), to: z.string(), engine: translationEngine }),
  refusals: ['translation_off', 'language_not_offered', 'translation_failed', 'translation_too_slow'],
});

const ofPractice = z.object({ practiceId: id });
export const translationSetting = z.object({
  engine: translationEngine,
  /** Those that can be chosen: the site's administrator has set them up. */
  offered: z.array(translationEngine),
  may: z.array(z.string()),
});
export type TranslationSetting = z.infer<typeof translationSetting>;

export const viewTranslationSetting = endpoint({
  name: 'viewTranslationSetting',
  method: 'GET',
  path: '/api/practices/:practiceId/translation',
  summary: 'The engine that translates messages of the practice’s cases',
  access: 'practice_information.see',
  params: ofPractice,
  reply: translationSetting,
  refusals: [],
});

export const chooseTranslation = endpoint({
  name: 'chooseTranslation',
  method: 'PATCH',
  path: '/api/practices/:practiceId/translation',
  summary: 'Chooses the engine that translates messages of the practice’s cases',
  access: 'practice_information.edit',
  params: ofPractice,
  body: z.object({ engine: translationEngine }),
  reply: translationSetting,
  refusals: ['engine_not_configured'],
});
