/** What heads a page: whose it is, where they are, how to reach them. */
export type Letterhead = {
  name: string;
  streetAddress: string;
  postalCode: string;
  city: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  phone: string;
  email: string;
  /** PNG. */
  logo?: Buffer;
};

const townBeforeCode = new Set(['US', 'CA', 'GB', 'IE', 'AU', 'NZ', 'IN', 'ZA']);

/** The address as it is written in its country, line by line; empty parts leave no gap. */
export function addressLines(head: Letterhead, language: string): string[] {
  const town = townBeforeCode.has(head.country) ? [head.city, head.postalCode] : [head.postalCode, head.city];
  const country =
    new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }).of(head.country) ?? head.country;
  return [head.streetAddress, town.filter(Boolean).join(' '), country].filter(Boolean);
}

/** Telephone and e-mail. */
export function contactLines(head: Letterhead): string[] {
  return [head.phone, head.email].filter(Boolean);
}

/** Paper by country: Letter in North America and where it is sold, A4 elsewhere. */
export function paperOf(country: string): 'LETTER' | 'A4' {
  return ['US', 'CA', 'MX', 'PR', 'PH', 'CO', 'CL', 'VE', 'CR', 'GT', 'PA', 'DO', 'SV'].includes(country)
    ? 'LETTER'
    : 'A4';
}
