/**
 * What a value of a letter is, which decides how it is checked and shown: a `name` somebody typed, a `word` that
 * stands in words.json (a value `role` below `roles`), a `time` told in the reader's zone, a `link`, an e-mail `address`. With a question mark it may be left out.
 */
export type Kind = 'name' | 'word' | 'time' | 'link' | 'address';
export type Field = Kind | `${Kind}?`;
export type Fields = Readonly<Record<string, Field>>;

type Given<F> = F extends 'time' | 'time?' ? Date : string;
type Optional<F> = { [K in keyof F]: F[K] extends `${string}?` ? K : never }[keyof F];

/** The values that a letter with these fields must be given. */
export type ValuesOf<F extends Fields> = { [K in Exclude<keyof F, Optional<F>>]: Given<F[K]> } & {
  [K in Optional<F>]?: Given<F[K]> | undefined;
};

/** A part that only stands in the letter when this value was given. */
export type Conditional<Name> = { phrase: string; when: Name };

/**
 * One kind of letter, declared by the module that sends it. Its sentences stand in phrases/<language>/letters.json below
 * its name: `subject`, `preheader`, `title` and the phrases listed here. Facts are values told in a small table.
 */
export type LetterTemplate<F extends Fields> = {
  readonly name: string;
  readonly values: F;
  readonly paragraphs: readonly (string | Conditional<keyof F & string>)[];
  readonly facts?: readonly (keyof F & string)[];
  /** The first is the button; others follow as plain links. */
  readonly actions?: readonly { phrase: string; link: keyof F & string }[];
  readonly footnotes?: readonly (string | Conditional<keyof F & string>)[];
};

/** A kind of letter whose values aren't known to the compiler: what the renderer and the book work with. */
export type AnyLetterTemplate = {
  readonly name: string;
  readonly values: Fields;
  readonly paragraphs: readonly (string | Conditional<string>)[];
  readonly facts?: readonly string[];
  readonly actions?: readonly { phrase: string; link: string }[];
  readonly footnotes?: readonly (string | Conditional<string>)[];
};

/** Declares a kind of letter. */
export function letterTemplate<const F extends Fields>(declared: LetterTemplate<F>): LetterTemplate<F> {
  return declared;
}

/** All kinds of letters of the product by name, put together where the modules are. */
export type LetterBook = ReadonlyMap<string, AnyLetterTemplate>;

/** Collects the modules' letters into one book. */
export function letterBook(...modules: readonly Readonly<Record<string, AnyLetterTemplate>>[]): LetterBook {
  const book = new Map<string, AnyLetterTemplate>();
  for (const template of modules.flatMap((letters) => Object.values(letters))) {
    if (book.has(template.name)) throw new Error(`two letters are called ${template.name}`);
    book.set(template.name, template);
  }
  return book;
}

/** The values in the form in which they are kept: all text, times as ISO 8601. Refuses what the template doesn't allow. */
export function checkValues(template: AnyLetterTemplate, values: Record<string, unknown>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of Object.keys(values)) {
    if (!(name in template.values)) throw new Error(`${template.name}: unknown value ${name}`);
  }
  for (const [name, field] of Object.entries(template.values)) {
    const value = values[name];
    if (value === undefined && field.endsWith('?')) continue;
    kept[name] = checked(kindOf(field), value, `${template.name}: ${name}`);
  }
  return kept;
}

/** The kind of a field, optional or not. */
export function kindOf(field: Field): Kind {
  return field.replace('?', '') as Kind;
}

function checked(kind: Kind, value: unknown, where: string): string {
  if (kind === 'time') {
    if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  } else if (typeof value === 'string') {
    if (kind === 'link' ? isLink(value) : kind === 'word' ? /^[a-z_]+$/.test(value) : value.trim() !== '') return value;
  }
  throw new Error(`${where} is not a ${kind}`);
}

function isLink(value: string): boolean {
  return /^https?:\/\/[^\s<>"']+$/.test(value) && URL.canParse(value);
}
