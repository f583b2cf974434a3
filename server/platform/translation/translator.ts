/** A server of this site that translates. Text is sent to it and to nobody else. */
export type Translator = {
  /** Languages that it translates into. */
  languages(): Promise<string[]>;
  /** `guess` is what the text is likely written in; where the server can tell, it is asked. */
  translate(given: { text: string; to: string; guess: string }): Promise<Translated>;
};
export type Translated = { text: string; from: string };

export type TranslationReason = 'language_not_offered' | 'translation_failed' | 'translation_too_slow';

/** Why there is no translation. */
export class TranslationProblem extends Error {
  readonly reason: TranslationReason;

  constructor(reason: TranslationReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** The part of a language tag that says which language it is, in its shortest form: `eng` and `en-GB` are `en`. */
export function languageOf(tag: string): string {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-')).language;
  } catch {
    return tag;
  }
}
