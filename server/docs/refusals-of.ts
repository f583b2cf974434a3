import type { Endpoint } from '#contract/endpoint.ts';
import { type RefusalCode, refusals } from '#contract/refusals.ts';

/** Every refusal that an endpoint can give: those it declares, and the general ones that can happen to it. By status. */
export function refusalsOf(endpoint: Endpoint): [status: number, codes: RefusalCode[]][] {
  const codes = new Set<RefusalCode>([...endpoint.refusals, 'too_many_requests']);
  const add = (when: unknown, ...more: RefusalCode[]) => {
    if (when) for (const code of more) codes.add(code);
  };
  const { access, params, query, body, upload } = endpoint;
  add(body || upload, 'malformed', 'too_large', 'unsupported_media_type');
  add(body || query, 'invalid');
  add(params && access === 'public', 'invalid');
  add(endpoint.method !== 'GET', 'cross_site');
  add(access !== 'public', 'not_signed_in', 'second_factor_needed', 'locked');
  add(params && access !== 'public', 'not_found');
  add(access !== 'public' && access !== 'signed_in', 'not_allowed', 'not_found', 'second_factor_required');
  const byStatus = Map.groupBy([...codes].sort(), (code) => refusals[code]);
  return [...byStatus].sort(([a], [b]) => a - b);
}
