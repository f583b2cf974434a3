import type { Problem, RefusalCode } from '#contract/refusals.ts';

/** `offline`: no answer came; `unexpected`: an answer that isn't one of ours. */
export type ClientCode = RefusalCode | 'offline' | 'unexpected';

/** What every failed call throws: the refusal's code, and the facts that its sentence names. */
export class Refusal extends Error {
  readonly code: ClientCode;
  readonly status: number;
  readonly facts: Record<string, string | number | boolean>;
  readonly fields: { path: string; reason: string }[];

  constructor(code: ClientCode, status: number, problem?: Partial<Problem>) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.status = status;
    this.facts = problem?.facts ?? {};
    this.fields = problem?.errors ?? [];
  }
}

/** Whether an error is a refusal with one of these codes. */
export function isRefusal(error: unknown, ...codes: ClientCode[]): error is Refusal {
  return error instanceof Refusal && (codes.length === 0 || codes.includes(error.code));
}

/** Reads a refused answer; anything that isn't problem+json is `unexpected`. */
export async function refusalFrom(response: Response): Promise<Refusal> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) {
    return new Refusal(response.status === 502 || response.status === 503 ? 'offline' : 'unexpected', response.status);
  }
  const problem = (await response.json()) as Problem;
  return new Refusal(problem.code, response.status, problem);
}
