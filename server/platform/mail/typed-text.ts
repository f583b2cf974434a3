/** Text that somebody typed, as one line without control characters and marks that turn the reading direction. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/**
 * A name on one line that can't pose as a link: mail programs make links of whatever looks like an address, so an unseen
 * space goes in.
 */
export function typedName(name: string): string {
  return oneLine(name)
    .replace(/([\p{L}\p{N}])([.@])(?=\p{L})/gu, '$1$2\u200b')
    .replace(/:\/\//g, ':\u200b//');
}
