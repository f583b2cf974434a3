import { addressKey } from '#contract/shapes.ts';

/** Who the password is for: what others know of the person is no secret. */
export type PasswordOwner = { email: string; firstName: string; lastName: string };

let loaded: Promise<Set<string>> | undefined;

/** The list is read at the first password that is set, for most server processes never. */
function commonPasswords(): Promise<Set<string>> {
  loaded ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set((dictionary['passwords-common'] as string[]).map((password) => password.toLowerCase())),
  );
  return loaded;
}

/**
 * Whether somebody would guess this password soon: it is a common one, also repeated or dressed up with digits and signs; it
 * has next to no variety; or it is made of the person's own name or address.
 */
export async function isPasswordTooCommon(password: string, owner: PasswordOwner): Promise<boolean> {
  const plain = password.normalize('NFKC').toLowerCase();
  if (new Set(plain).size < 5 || isSequence(plain)) return true;
  const common = await commonPasswords();
  const own = ownWords(owner);
  return cores(plain).some((core) => common.has(core) || madeOf(core, own));
}

/** The password itself, without what is often put around a word, and what is left of it when it is a repetition. */
function cores(plain: string): string[] {
  const bare = plain.replace(/^[\p{N}\p{P}\p{S}\s]+|[\p{N}\p{P}\p{S}\s]+$/gu, '');
  const squeezed = plain.replace(/[\p{P}\p{S}\s]+/gu, '');
  return [plain, bare, squeezed].flatMap((each) => [each, unit(each)]).filter((core) => core.length > 2);
}

/** The shortest piece that a text repeats. */
function unit(text: string): string {
  const end = (text + text).indexOf(text, 1);
  return text.slice(0, end);
}

function isSequence(plain: string): boolean {
  const rows = [
    'abcdefghijklmnopqrstuvwxyz',
    '12345678901234567890',
    'qwertyuiopasdfghjklzxcvbnm',
    'qwertzuiopasdfghjklyxcvbnm',
  ];
  return rows.some((row) => row.includes(plain) || [...row].reverse().join('').includes(plain));
}

function ownWords(owner: PasswordOwner): string[] {
  const address = addressKey(owner.email);
  return [
    address,
    ...address.split(/[@.+_-]/),
    ...`${owner.firstName} ${owner.lastName}`.toLowerCase().split(/\s+/),
    'midline',
  ]
    .map((word) => word.normalize('NFKC'))
    .filter((word) => word.length > 2)
    .sort((a, b) => b.length - a.length);
}

/** Whether nothing but digits and signs is left once these words are taken out. */
function madeOf(text: string, words: readonly string[]): boolean {
  let rest = text;
  for (const word of words) rest = rest.replaceAll(word, '');
  return rest !== text && /^[\p{N}\p{P}\p{S}\s]*$/u.test(rest);
}
