import { letterTemplate } from '#platform/mail/letter-template.ts';

/** To the new provider. Cases are named by number and initials alone. */
export const offered = letterTemplate({
  name: 'handOvers.offered',
  values: { by: 'name', practice: 'name', cases: 'name', until: 'name?', url: 'link' },
  paragraphs: ['intro', 'next'],
  facts: ['practice', 'cases', 'until', 'by'],
  actions: [{ phrase: 'button', link: 'url' }],
  footnotes: ['unexpected'],
});

/** To who offered. */
export const accepted = letterTemplate({
  name: 'handOvers.accepted',
  values: { person: 'name', practice: 'name', cases: 'name', url: 'link' },
  paragraphs: ['intro'],
  facts: ['practice', 'cases'],
  actions: [{ phrase: 'button', link: 'url' }],
});

export const declined = letterTemplate({
  name: 'handOvers.declined',
  values: { person: 'name', practice: 'name', cases: 'name', url: 'link' },
  paragraphs: ['intro', 'next'],
  facts: ['practice', 'cases'],
  actions: [{ phrase: 'button', link: 'url' }],
});

export const handOverLetters = { offered, accepted, declined };

const named = 5;

/** "100023 (M. M.), 100031 (A. B.)", and how many more. */
export function namesOfCases(cases: readonly { number: number; initials: string }[]): string {
  const first = cases
    .slice(0, named)
    .map(({ number, initials }) => (initials ? `${number} (${initials})` : `${number}`));
  const more = cases.length - first.length;
  return first.join(', ') + (more > 0 ? ` + ${more}` : '');
}
