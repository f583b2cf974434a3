/** Why the server can't start, in a sentence for the person who started it; printed without a stack. */
export class StartupError extends Error {
  readonly code: string;

  constructor(code: string, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'StartupError';
    this.code = code;
  }
}
