import { type Problem, type RefusalCode, refusals } from '#contract/refusals.ts';
import type { RefusalDetails } from '../refusal.ts';

/** The body of a refusal (RFC 9457). The title is for developers; people read the sentence of the phrase book. */
export function problem(code: RefusalCode, details: RefusalDetails = {}): Problem {
  return {
    type: 'about:blank',
    title: code.replaceAll('_', ' '),
    status: refusals[code],
    code,
    ...(details.errors ? { errors: details.errors } : {}),
    ...(details.facts ? { facts: details.facts } : {}),
    ...(details.needs ? { needs: details.needs } : {}),
  };
}
