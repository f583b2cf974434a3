import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';

/** The browser behind a request. */
export type Browser = {
  readonly address: string;
  readonly userAgent: string;
  cookie(name: string): string | undefined;
  setCookie(name: string, value: string, maxAge: number): void;
  /** One that only requests below a path get, never those that another site began, and that goes with the browser's window. */
  setCookieAt(path: string, name: string, value: string): void;
};

const secure = (config: Pick<Config, 'publicUrl'>) => config.publicUrl.startsWith('https:');

/** Under https the __Host- prefix keeps other hosts of the domain from setting the cookie. */
export function cookieName(config: Pick<Config, 'publicUrl'>, name: string): string {
  return secure(config) ? `__Host-midline_${name}` : `midline_${name}`;
}

/** For a cookie of one path: those with the __Host- prefix are for the whole host. */
export function cookieNameAt(config: Pick<Config, 'publicUrl'>, name: string): string {
  return secure(config) ? `__Secure-midline_${name}` : `midline_${name}`;
}

export function sessionCookie(config: Pick<Config, 'publicUrl'>): string {
  return cookieName(config, 'session');
}

export function browserOf(request: FastifyRequest, reply: FastifyReply, config: Pick<Config, 'publicUrl'>): Browser {
  const set = (name: string, parts: readonly string[]) => {
    const before = reply.getHeader('set-cookie');
    const others = before === undefined ? [] : Array.isArray(before) ? before : [String(before)];
    reply.removeHeader('set-cookie');
    const cookie = [...parts, ...(secure(config) ? ['Secure'] : [])].join('; ');
    reply.header('set-cookie', [...others.filter((other) => !other.startsWith(`${name}=`)), cookie]);
  };
  return {
    address: request.ip,
    userAgent: String(request.headers['user-agent'] ?? '').slice(0, 400),
    cookie: (name) => readCookie(request.headers.cookie, name),
    setCookie: (name, value, maxAge) =>
      set(name, [`${name}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${Math.floor(maxAge)}`]),
    setCookieAt: (path, name, value) => set(name, [`${name}=${value}`, `Path=${path}`, 'HttpOnly', 'SameSite=Strict']),
  };
}

function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}
