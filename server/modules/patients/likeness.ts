import { nameLikeness } from '../team/index.ts';

type Known = { key: string; birthDate: string };

const similarFrom = 0.7;

/** Whether two records are likely about the same person: the same birth date and similar names, or the same names and nearly the same date. */
export function likelyTheSame(a: Known, b: Known): boolean {
  const likeness = nameLikeness(a.key, b.key);
  if (a.birthDate === b.birthDate) return likeness >= similarFrom || shareAWord(a.key, b.key);
  return likeness === 1 && nearDates(a.birthDate, b.birthDate);
}

/** Somebody who married, a twin, or a second first name that one record leaves out. */
function shareAWord(a: string, b: string): boolean {
  const words = new Set(a.split(' '));
  return b.split(' ').some((word) => word.length > 2 && words.has(word));
}

/** Dates that one slip of a typing hand apart: day and month swapped, one digit wrong, or two digits in each other's place. */
export function nearDates(a: string, b: string): boolean {
  if (a === b) return true;
  const [year, month, day] = a.split('-');
  if (b === `${year}-${day}-${month}`) return true;
  const apart = [...a].flatMap((digit, place) => (digit === b[place] ? [] : [place]));
  if (a.length !== b.length) return false;
  if (apart.length === 1) return true;
  const [first, second] = apart;
  return apart.length === 2 && a[first!] === b[second!] && a[second!] === b[first!] && second! - first! <= 1;
}
