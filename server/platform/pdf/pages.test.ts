import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import { makePages } from './pages.ts';

const letterhead = {
  name: 'Practice',
  streetAddress: '1 Main Street',
  postalCode: '10115',
  city: 'Berlin',
  country: 'DE',
  phone: '',
  email: '',
};

test('a document longer than a page goes on under the next, and every page says which it is', async () => {
  const bytes = await makePages(
    {
      title: 'Long',
      language: 'en',
      letterhead,
      foot: 'Practice',
      pageOf: (page, pages) => `${page}/${pages}`,
      madeAt: new Date(0),
    },
    (pages) => {
      pages.heading('Long');
      for (let count = 0; count < 40; count += 1) pages.paragraph(`Paragraph ${count} ${'goes on and on '.repeat(12)}`);
      pages.facts(Array.from({ length: 60 }, (_, index) => ({ term: `Term ${index}`, value: `Value ${index}` })));
    },
  );
  const pdf = await getDocument({ data: new Uint8Array(bytes) }).promise;
  expect(pdf.numPages).toBeGreaterThan(3);
  let all = '';
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const text = items.map((item) => ('str' in item ? item.str : '')).join(' ');
    expect(text).toContain(`${number}/${pdf.numPages}`);
    expect(await page.getStructTree()).not.toBeNull();
    all += ` ${text}`;
  }
  for (const part of ['Paragraph 0 ', 'Paragraph 39 ', 'Term 0', 'Value 59']) expect(all).toContain(part);
});
