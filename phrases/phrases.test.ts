import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { refusals } from '#contract/refusals.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const files = readdirSync(`${root}en`).filter((file) => file.endsWith('.json'));

// Words that are the same in another language, or names.
const sameWords = new Set([
  ...[
    'Admin',
    'Passkey',
    'Person',
    'Collaboration',
    'Code',
    'Session',
    'Sessions',
    'Status',
    'PIN',
    'Name',
    'Passkeys',
    'Invitation',
    'Invitations',
    'Invitations (#)',
    'System',
  ],
  ...[
    'Organisations',
    'Audit',
    'User',
    'FDI (11–48)',
    'Universal (1–32)',
    'Oral Health Therapist',
    'Technician',
    'optional',
  ],
  // Terms of orthodontics
  ...[
    'Patient',
    'Patients',
    'Revision',
    'mesial',
    'distal',
    'Overjet',
    'Overbite',
    'Material',
    'Canine',
    'Canines',
    'Molar',
    'Distalisation',
    'Mesialisation',
    'Extractions',
    'Attachments',
    'Instructions',
    'Version',
    'Version {version}',
    'Setup',
    '{kind}, setup {version}',
    'IPR',
    'Normal',
    'Pause',
    '{mm} mm',
    '{between}: {mm} mm',
    'FDI',
    'Universal',
    'Palmer',
    'Versions',
    'Midline',
    'Prescription',
    'Transport',
    'Message',
    'Messages',
    'Note',
    'LibreTranslate',
    'Apertium',
    'Rotation',
    'Tip',
    'Torque',
    'lingual',
  ],
  // Directions of movement, as tables shorten them
  ...['M', 'D', 'B', 'L', 'E', 'I', 'in'],
]);

/** A file's phrases, each under its full key. */
function phrasesOf(language: string, file: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string) => {
    if (typeof value === 'string') found.set(path, value);
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, path ? `${path}.${key}` : key);
  };
  walk(JSON.parse(readFileSync(`${root}${language}/${file}`, 'utf8')), '');
  return found;
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

const literal = 0;
const pound = 7;

function argumentsOf(phrase: string): string[] {
  const names = new Set<string>();
  const walk = (elements: Element[]) => {
    for (const element of elements) {
      if (element.type === literal || element.type === pound) continue;
      names.add(element.value);
      if ('options' in element) for (const option of Object.values(element.options)) walk(option.value);
      if ('children' in element) walk(element.children);
    }
  };
  walk(new IntlMessageFormat(phrase, 'en').getAst());
  return [...names].sort();
}

describe.each(['de', 'fr'])('%s', (language) => {
  test('has the same files as English', () => {
    expect(readdirSync(root + language).filter((file) => file.endsWith('.json'))).toEqual(files);
  });

  test.each(files)('%s has exactly the English keys, each with the same arguments', (file) => {
    const english = phrasesOf('en', file);
    const other = phrasesOf(language, file);
    expect([...other.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, phrase] of other) {
      expect(argumentsOf(phrase), `${language}/${file} ${key}`).toEqual(argumentsOf(english.get(key) ?? ''));
    }
  });

  test.each(files)('%s is translated', (file) => {
    const english = phrasesOf('en', file);
    const copies = [...phrasesOf(language, file)].filter(
      ([key, phrase]) => /\p{L}/u.test(phrase) && english.get(key) === phrase && !isSameWord(phrase),
    );
    expect(copies).toEqual([]);
  });
});

function isSameWord(phrase: string): boolean {
  const literal = phrase.replace(/\{\w+, plural, =0 \{[^}]*\} other \{([^}]*)\}\}/, '$1');
  return sameWords.has(literal) || !/\p{L}/u.test(literal.replace(/\{\w+\}/g, ''));
}

describe.each(['en', 'de', 'fr'])('%s', (language) => {
  test.each(files)('%s has no straight apostrophe, which ICU reads as a quote', (file) => {
    expect([...phrasesOf(language, file)].filter(([, phrase]) => phrase.includes("'"))).toEqual([]);
  });

  test('has a sentence for every refusal', () => {
    const sentences = phrasesOf(language, 'refusals.json');
    expect(Object.keys(refusals).filter((code) => !sentences.has(code))).toEqual([]);
  });
});
