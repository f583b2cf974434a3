import helmet from 'helmet';
import type { Config } from '../config.ts';

/** The headers that keep browsers safe. The same for every answer, so helmet is asked for them once. */
export function securityHeaders(config: Pick<Config, 'publicUrl'>): Map<string, string> {
  const headers = new Map<string, string>([
    ['permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()'],
  ]);
  const answer = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: () => undefined,
  };
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'worker-src': ["'self'", 'blob:'],
        'manifest-src': ["'self'"],
        'frame-src': ["'self'"],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: config.publicUrl.startsWith('https:')
      ? { maxAge: 63_072_000, includeSubDomains: true }
      : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  })({} as never, answer as never, (error) => {
    if (error) throw error;
  });
  return headers;
}
