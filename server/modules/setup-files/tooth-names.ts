import { type Arch, isTooth, readTooth, type Tooth } from '#contract/teeth.ts';

/** What the name of a node or a file says. */
export type Named =
  | { kind: 'tooth'; label: string; notation: 'fdi' | 'universal' | null }
  | { kind: 'gingiva'; arch: Arch }
  | { kind: 'attachment' };

const gap = '[\\s_.#=:-]*';
const said = new RegExp(`(fdi|universal)${gap}0*(\\d{1,2})$`, 'i');
const plain = new RegExp(`^(?:(?:tooth|teeth|zahn|dent|crown|t)${gap})*0*(\\d{1,2})$`, 'i');
const lettered = new RegExp(`^(?:tooth|universal)${gap}([a-t])$`, 'i');
const gums = new RegExp(
  `^(?:gingivae?|gum|gums|gencive|zahnfleisch)?${gap}(?:(upper|maxill\\w*|oben|superior)|(lower|mandib\\w*|unten|inferior))${gap}(?:gingivae?|gum|gums|jaw|arch)?$`,
  'i',
);

/** Reads a name such as `11`, `tooth_11`, `FDI 11`, `Universal 8`, `upper`, `gingiva_lower`, `attachment_13_1`. */
export function readName(name: string): Named | null {
  const text = name.trim();
  if (/^attachments?(?![a-z])/i.test(text)) return { kind: 'attachment' };
  const told = said.exec(text);
  if (told) return { kind: 'tooth', label: told[2]!, notation: told[1]!.toLowerCase() as 'fdi' | 'universal' };
  const number = plain.exec(text);
  if (number) return { kind: 'tooth', label: number[1]!, notation: null };
  const letter = lettered.exec(text);
  if (letter) return { kind: 'tooth', label: letter[1]!.toUpperCase(), notation: 'universal' };
  const gum = gums.exec(text);
  return gum ? { kind: 'gingiva', arch: gum[1] ? 'upper' : 'lower' } : null;
}

type NamedTooth = Extract<Named, { kind: 'tooth' }>;

/**
 * Which numbering the names of a file use. FDI, unless they say otherwise or can't be: Universal numbers run from 1 to 32, and a few of
 * them are no FDI numbers.
 */
export function notationOf(names: readonly NamedTooth[]): 'fdi' | 'universal' {
  if (names.some(({ notation }) => notation === 'fdi')) return 'fdi';
  if (names.some(({ notation }) => notation === 'universal')) return 'universal';
  const numbers = names.map(({ label }) => Number(label));
  const universal =
    numbers.every((number) => number >= 1 && number <= 32) && numbers.some((number) => !isTooth(number));
  return universal ? 'universal' : 'fdi';
}

/** The tooth that a name means; null where there is none of that number. */
export function toothOf({ label }: NamedTooth, notation: 'fdi' | 'universal'): Tooth | null {
  return readTooth(label, notation);
}
