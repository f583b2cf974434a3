import { type MeshRefusalCode, MeshRefused } from './mesh.ts';

const [tab, newline, carriage, space, hash, plus, minus, dot, backslash] = [9, 10, 13, 32, 35, 43, 45, 46, 92];
const [upperE, lowerE] = [69, 101];
const longestNumber = 400;
const powersOfTen = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** Reads words and numbers from the bytes of a text, without making one string of a file that may be hundreds of megabytes. */
export class TextScanner {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;

  constructor(bytes: Uint8Array, from = 0) {
    this.bytes = bytes;
    this.end = bytes.length;
    const marked = from === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    this.at = marked ? 3 : from;
  }

  /** Goes over blanks within the line, a backslash at its end included. */
  skipBlanks(): void {
    const { bytes } = this;
    for (;;) {
      const byte = bytes[this.at];
      if (byte === space || byte === tab) this.at += 1;
      else if (byte === backslash && bytes[this.at + 1] === newline) this.at += 2;
      else if (byte === backslash && bytes[this.at + 1] === carriage) this.at += bytes[this.at + 2] === newline ? 3 : 2;
      else return;
    }
  }

  /** Goes over blanks and line ends. */
  skipSpace(): void {
    while (this.at < this.end && this.bytes[this.at]! <= space) this.at += 1;
  }

  /** To the beginning of the next line. */
  skipLine(): void {
    const { bytes, end } = this;
    while (this.at < end && bytes[this.at] !== newline && bytes[this.at] !== carriage) this.at += 1;
    this.at += bytes[this.at] === carriage && bytes[this.at + 1] === newline ? 2 : 1;
    if (this.at > end) this.at = end;
  }

  /** Whether nothing more stands in this line. */
  atLineEnd(): boolean {
    this.skipBlanks();
    const byte = this.bytes[this.at];
    return this.at >= this.end || byte === newline || byte === carriage || byte === hash;
  }

  /** The next word in lower case, or '' at the end; words longer than any keyword come back cut. */
  word(): string {
    const { bytes, end } = this;
    let word = '';
    while (this.at < end && bytes[this.at]! > space) {
      if (word.length < 16) word += String.fromCharCode(bytes[this.at]!);
      this.at += 1;
    }
    return word.toLowerCase();
  }

  skipWord(): void {
    while (this.at < this.end && this.bytes[this.at]! > space) this.at += 1;
  }

  /** A whole number with an optional sign, as in a face; refuses anything else. */
  integer(): number {
    const { bytes } = this;
    const from = this.at;
    const negative = bytes[from] === minus;
    if (negative || bytes[from] === plus) this.at += 1;
    let value = 0;
    let digits = 0;
    for (let digit = bytes[this.at]! - 48; digit >= 0 && digit <= 9; digit = bytes[this.at]! - 48) {
      value = value * 10 + digit;
      digits += 1;
      this.at += 1;
    }
    if (digits === 0 || digits > longestNumber) this.refuse(this.at >= this.end ? 'truncated' : 'unreadable', from);
    return negative ? -value : value;
  }

  /** A number as programs write it: `1`, `+2.`, `.5`, `1e-3`, even `3.1+e2`. Not-a-number and infinity have their own refusal. */
  number(): number {
    const { bytes } = this;
    const from = this.at;
    const negative = bytes[from] === minus;
    if (negative || bytes[from] === plus) this.at += 1;
    let mantissa = 0;
    let exponent = 0;
    let digits = 0;
    let afterDot = false;
    for (; ; this.at += 1) {
      const byte = bytes[this.at]!;
      if (byte >= 48 && byte <= 57) {
        mantissa = mantissa * 10 + (byte - 48);
        digits += 1;
        if (afterDot) exponent -= 1;
      } else if (byte === dot && !afterDot) afterDot = true;
      else break;
    }
    if (digits === 0 || digits > longestNumber) this.refuseWord(from);
    exponent += this.exponent();
    if (this.at < this.end && bytes[this.at]! > space) this.refuse('unreadable', from);
    if (mantissa < 2 ** 53 && exponent >= -22 && exponent <= 22) {
      const value = exponent < 0 ? mantissa / powersOfTen[-exponent]! : mantissa * powersOfTen[exponent]!;
      return negative ? -value : value;
    }
    return this.exactly(from);
  }

  private exponent(): number {
    const { bytes } = this;
    let at = this.at;
    let sign = 1;
    if (bytes[at] === plus || bytes[at] === minus) sign = bytes[at++] === minus ? -1 : 1;
    if (bytes[at] !== lowerE && bytes[at] !== upperE) return 0;
    at += 1;
    if (bytes[at] === plus || bytes[at] === minus) sign = bytes[at++] === minus ? -1 : 1;
    let value = 0;
    let digits = 0;
    for (; bytes[at]! >= 48 && bytes[at]! <= 57; at += 1, digits += 1)
      value = Math.min(value * 10 + bytes[at]! - 48, 9999);
    if (digits === 0) return 0;
    this.at = at;
    return sign * value;
  }

  /** For the few numbers whose digits a double doesn't hold: rounded once, not in each step. */
  private exactly(from: number): number {
    const text = Buffer.from(this.bytes.subarray(from, this.at)).toString('latin1');
    const value = Number(text.replace(/([+-])e/i, 'e$1'));
    return Number.isFinite(value) ? value : this.refuse('not_finite', from);
  }

  private refuseWord(from: number): never {
    this.at = from;
    const word = this.word();
    if (/^[+-]?(?:nan|inf)/.test(word) || /^[+-]?1\.#/.test(word)) this.refuse('not_finite', from);
    return this.refuse(this.at >= this.end ? 'truncated' : 'unreadable', from);
  }

  /** Ends reading, naming the line. */
  refuse(code: MeshRefusalCode, at = this.at): never {
    let line = 1;
    for (let place = 0; place < at; place += 1) {
      if (this.bytes[place] === newline || (this.bytes[place] === carriage && this.bytes[place + 1] !== newline))
        line += 1;
    }
    throw new MeshRefused(code, { line });
  }
}
