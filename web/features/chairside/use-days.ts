import { useTranslation } from 'react-i18next';

/** Days as short as they can be told: the year only where it isn't the card's. */
export function useDays(today: string): (day: string) => string {
  const { i18n } = useTranslation();
  const options = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  const short = new Intl.DateTimeFormat(i18n.language, options);
  const long = new Intl.DateTimeFormat(i18n.language, { ...options, year: 'numeric' });
  return (day) => (day.slice(0, 4) === today.slice(0, 4) ? short : long).format(new Date(`${day}T00:00:00Z`));
}
