/** The part of pg that its types leave out and flight.ts uses. */
declare module 'pg/lib/utils.js' {
  /** A parameter in the form in which it travels. */
  export function prepareValue(value: unknown): string | Buffer | null;
}
