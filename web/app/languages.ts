import type { Language } from '#contract/shapes.ts';

export const languages = ['en', 'de', 'fr'] as const satisfies readonly Language[];

/** Each language by its own name. */
export const languageNames: Record<Language, string> = { en: 'English', de: 'Deutsch', fr: 'Français' };

const storageKey = 'midline.language';

/** The language before anybody has signed in: the last one used here, else the browser's. */
export function preferredLanguage(): Language {
  const wished = [stored(), ...navigator.languages];
  for (const wish of wished) {
    const found = languages.find((language) => wish?.toLowerCase().startsWith(language));
    if (found) return found;
  }
  return 'en';
}

/** Remembers a language for the next visit. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage may be switched off; the account still knows.
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}
