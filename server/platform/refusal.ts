import type { RefusalCode } from '#contract/refusals.ts';

export type RefusalDetails = {
  errors?: { path: string; reason: string }[];
  facts?: Record<string, string | number | boolean>;
  needs?: string;
  /** What the transaction wrote is kept, e.g. the count of failed attempts. Otherwise a refusal changes nothing. */
  keep?: boolean;
};

/** An answer of "no" with its reason. A value, never thrown by an operation. */
export class Refusal<Code extends RefusalCode = RefusalCode> {
  readonly code: Code;
  readonly details: RefusalDetails;

  constructor(code: Code, details: RefusalDetails = {}) {
    this.code = code;
    this.details = details;
  }
}

export function refuse<const Code extends RefusalCode>(code: Code, details: RefusalDetails = {}): Refusal<Code> {
  return new Refusal(code, details);
}

export function isRefusal(value: unknown): value is Refusal {
  return value instanceof Refusal;
}
