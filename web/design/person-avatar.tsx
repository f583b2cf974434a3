import classes from './tones.module.css';

const tones = 6;

/** A person's initials on a colour that stays theirs. Beside the name, so hidden from screen readers. */
export function PersonAvatar({ name, size = 40, muted }: { name: string; size?: number; muted?: boolean }) {
  return (
    <span
      className={classes.avatar}
      data-tone={muted ? 'neutral' : toneOf(name)}
      style={{ width: size, height: size, fontSize: size * 0.38 }}
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  );
}

/** First letters of the first and the last word of a name; titles don't count. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word && !/^((dr|prof)\.?|(med|dent)\.)$/iu.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toLocaleUpperCase();
}

function toneOf(name: string): number {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum % tones;
}
