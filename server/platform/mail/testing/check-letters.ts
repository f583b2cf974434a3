import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { language } from '#contract/shapes.ts';
import { buildLetters } from '../../../../tools/build-letters.ts';
import { type AnyLetterTemplate, checkValues, kindOf } from '../letter-template.ts';
import { type LetterContent, renderLetter } from '../render-letter.ts';

const publicUrl = 'https://midline.example';
const attack = `"><script>alert(1)</script>{{html}}{role}<!-- end:paragraph -->\r\nBcc: all@clinic.example https://evil.example`;

/** The checks that every module's letters pass, in every language. */
export function checkLetters(letters: Readonly<Record<string, AnyLetterTemplate>>): void {
  beforeAll(() => buildLetters());
  for (const template of Object.values(letters)) {
    describe(template.name, () => {
      test.each(language.options)('%s: what is typed into a name stays text', (lang) => {
        const hostile = renderLetter(template, lang, contentOf(template, attack), publicUrl);
        expect(hostile.html).not.toMatch(/<script|<!-- |href="[^"]*evil/);
        expect(hostile.subject).not.toMatch(/[\p{Cc}]/u);
        expect(`${hostile.subject}${hostile.text}`).not.toContain('https://evil.example');
        expect(hostile.text).not.toMatch(/^Bcc:/m);
      });

      test.each(language.options)('%s: is complete, with all values and with the needed ones alone', (lang) => {
        for (const content of [contentOf(template, 'Dr. Ann O’Neill'), neededOf(template)]) {
          const { subject, text, html } = renderLetter(template, lang, content, publicUrl);
          expect(`${subject}${text}`).not.toMatch(/[{}]|undefined|null/);
          expect(html).not.toMatch(/\{\{|each:|end:|undefined/);
          expect(html).toContain(`lang="${lang}"`);
          expect(subject.length).toBeGreaterThan(5);
          for (const { link } of template.actions ?? []) {
            const url = content.values[link];
            if (url)
              expect({ text: text.includes(url), html: html.includes(`href="${url}"`) }).toEqual({
                text: true,
                html: true,
              });
          }
        }
      });

      test('has the same phrases in every language, and none too many', () => {
        const listed = [template.paragraphs, template.actions ?? [], template.footnotes ?? []].flat();
        const needed = [
          'kind',
          'subject',
          'preheader',
          'title',
          ...listed.map((part) => (typeof part === 'string' ? part : part.phrase)),
        ];
        for (const lang of language.options)
          expect(Object.keys(phrasesOf(lang, template.name)).sort()).toEqual(needed.sort());
      });
    });
  }
}

function contentOf(template: AnyLetterTemplate, name: string): LetterContent {
  const values = Object.fromEntries(
    Object.entries(template.values).map(([key, field]) => [key, valueFor(key, kindOf(field), name)]),
  );
  return {
    values: checkValues(template, values),
    firstName: name,
    timeZone: 'Europe/Paris',
    sender: { name, address: `${name}, 1 Rue de la Paix, Paris`, logoUrl: 'https://midline.example/logo.png' },
  };
}

function neededOf(template: AnyLetterTemplate): LetterContent {
  const needed = Object.entries(template.values).filter(([, field]) => !field.endsWith('?'));
  const values = Object.fromEntries(needed.map(([key, field]) => [key, valueFor(key, kindOf(field), 'Praxis Nord')]));
  return { values: checkValues(template, values) };
}

/** One of the words that stand below the value's name. */
const words: Record<string, string> = { level: 'admin', answer: 'accepted', deed: 'added' };

function valueFor(key: string, kind: ReturnType<typeof kindOf>, name: string): unknown {
  if (kind === 'time') return new Date('2026-11-29T09:30:00Z');
  if (kind === 'link') return `https://midline.example/${key}/token`;
  if (kind === 'address') return 'new.address@clinic.example';
  if (kind === 'word') return words[key] ?? 'practitioner';
  return name;
}

function phrasesOf(lang: string, template: string): Record<string, string> {
  const file = new URL(`../../../../phrases/${lang}/letters.json`, import.meta.url);
  const [module, name] = template.split('.') as [string, string];
  return JSON.parse(readFileSync(file, 'utf8'))[module][name];
}
