import { makePages } from '#platform/pdf/pages.ts';
import { sentences } from '#platform/phrases.ts';
import type { PracticeInformation } from './store.ts';

/** A page under the practice's letterhead, in its language, that shows how every PDF of the practice is headed. */
export function renderSamplePage(practice: PracticeInformation, logo: Buffer | undefined, now: Date): Promise<Buffer> {
  const say = sentences(practice.language, 'pdf');
  const date = new Intl.DateTimeFormat(practice.language, { dateStyle: 'long', timeZone: practice.timeZone }).format(
    now,
  );
  const language =
    new Intl.DisplayNames([practice.language], { type: 'language' }).of(practice.language) ?? practice.language;
  const rows = [
    { term: say('sample.date'), value: date },
    { term: say('sample.practice'), value: practice.name },
    { term: say('sample.phone'), value: practice.phone },
    { term: say('sample.email'), value: practice.email },
    { term: say('sample.timeZone'), value: practice.timeZone.replaceAll('_', ' ') },
    { term: say('sample.language'), value: language },
  ];
  return makePages(
    {
      title: `${say('sample.title')} – ${practice.name}`,
      language: practice.language,
      letterhead: { ...practice, ...(logo ? { logo } : {}) },
      foot: practice.name,
      pageOf: (page, pages) => say('page', { page: String(page), pages: String(pages) }),
      madeAt: now,
    },
    (pages) => {
      pages.heading(say('sample.title'));
      pages.paragraph(say('sample.intro', { practice: practice.name }));
      pages.facts(rows.filter((row) => row.value !== ''));
      pages.paragraph(say('sample.change'));
    },
  );
}
