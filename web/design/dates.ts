import { useTranslation } from 'react-i18next';

/** Dates and times as this person's language and clock write them. */
export function useDates() {
  const { i18n } = useTranslation();
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(i18n.language, options);
    return (instant: string) => formatter.format(new Date(instant));
  };
  return {
    date: format({ dateStyle: 'medium' }),
    longDate: format({ dateStyle: 'full' }),
    /** A day without a time, such as a birth date: the same everywhere. */
    calendarDate: format({ dateStyle: 'medium', timeZone: 'UTC' }),
    time: format({ timeStyle: 'short' }),
    dateTime: format({ dateStyle: 'medium', timeStyle: 'short' }),
    relative: (instant: string) => relative(instant, i18n.language),
  };
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

function relative(instant: string, language: string): string {
  const seconds = (new Date(instant).getTime() - Date.now()) / 1000;
  const formatter = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return formatter.format(Math.round(seconds / length), unit);
  }
  return formatter.format(0, 'minute');
}
