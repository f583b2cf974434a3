import { useTranslation } from 'react-i18next';

export type Dates = ReturnType<typeof makeDates>;

const made = new Map<string, Dates>();

/** Dates and times as this person's language and clock write them. */
export function useDates(): Dates {
  return datesIn(useTranslation().i18n.language);
}

/** The same outside of a component; one object for a language. */
export function datesIn(language: string): Dates {
  const dates = made.get(language) ?? makeDates(language);
  made.set(language, dates);
  return dates;
}

/** A formatter costs the browser a fifth of a millisecond and much memory: each is made when first used, and once. */
function makeDates(language: string) {
  const format = (options: Intl.DateTimeFormatOptions) => {
    let formatter: Intl.DateTimeFormat | undefined;
    return (instant: string) => {
      formatter ??= new Intl.DateTimeFormat(language, options);
      return formatter.format(new Date(instant));
    };
  };
  let relative: Intl.RelativeTimeFormat | undefined;
  return {
    date: format({ dateStyle: 'medium' }),
    longDate: format({ dateStyle: 'full' }),
    /** A day without a time, such as a birth date: the same everywhere. */
    calendarDate: format({ dateStyle: 'medium', timeZone: 'UTC' }),
    /** The same without its year. */
    dayAndMonth: format({ day: 'numeric', month: 'short', timeZone: 'UTC' }),
    time: format({ timeStyle: 'short' }),
    dateTime: format({ dateStyle: 'medium', timeStyle: 'short' }),
    relative(instant: string) {
      relative ??= new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
      return sinceThen(instant, relative);
    },
  };
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

function sinceThen(instant: string, formatter: Intl.RelativeTimeFormat): string {
  const seconds = (new Date(instant).getTime() - Date.now()) / 1000;
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return formatter.format(Math.round(seconds / length), unit);
  }
  return formatter.format(0, 'minute');
}
