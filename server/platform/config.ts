import { z } from 'zod';
import { StartupError } from './startup-error.ts';

const port = z.coerce.number().int().min(0).max(65535);
const megabytes = z.coerce.number().int().min(1).max(4000);

/** Environment variables, one by one; docs/self-hosting/configuration.md describes each. */
const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(3000),
  DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(100).default(10),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SECRET: z.string().min(32).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).optional(),
  BOUNCE_SMTP_PORT: port.optional(),
  BOUNCE_SMTP_HOST: z.string().min(1).optional(),
  BOUNCE_DOMAIN: z.string().min(1).optional(),
  TRUST_PROXY: z.string().min(1).optional(),
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(1200),
  GUARDED_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(60),
  TOKEN_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(300),
  FILES_DIR: z.string().min(1).optional(),
  FILES_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  FILES_S3_REGION: z.string().min(1).optional(),
  FILES_S3_BUCKET: z.string().min(1).optional(),
  FILES_S3_KEY: z.string().min(1).optional(),
  FILES_S3_SECRET: z.string().min(1).optional(),
  FILES_S3_PATH_STYLE: z.enum(['true', 'false']).optional(),
  UPLOAD_MAX_MB_MODELS: megabytes.default(400),
  UPLOAD_MAX_MB_PHOTOS: megabytes.default(60),
  UPLOAD_MAX_MB_XRAYS: megabytes.default(200),
  UPLOAD_MAX_MB_FILES: megabytes.default(200),
  UPLOAD_MAX_MB_SETUPS: megabytes.default(1000),
  LIBRETRANSLATE_URL: z.url({ protocol: /^https?$/ }).optional(),
  LIBRETRANSLATE_API_KEY: z.string().min(1).optional(),
  APERTIUM_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_LABEL: z.string().min(1).default('OpenID'),
});

export type Config = {
  host: string;
  port: number;
  dataDir: string;
  databaseUrl: string | null;
  databaseConnections: number;
  /** Where people reach this instance, without a slash at the end. */
  publicUrl: string;
  /** Null: made at first start and kept in the data folder. */
  secret: string | null;
  smtpUrl: string | null;
  mailFrom: string | null;
  bounces: { domain: string; port: number; host?: string } | null;
  /** Address or network of the reverse proxy whose X-Forwarded-For is believed. */
  trustProxy: string | null;
  requestsPerMinute: number;
  guardedRequestsPerMinute: number;
  /** Of software that signs in with an API token. */
  tokenRequestsPerMinute: number;
  /** Null: `files` in the data folder. */
  filesDir: string | null;
  /** The bucket of finished files; null: they lie in the files folder. An endpoint of null is Amazon's own. */
  filesS3: {
    endpoint: string | null;
    region: string;
    bucket: string;
    key: string;
    secret: string;
    pathStyle: boolean;
  } | null;
  /** The largest file of each kind, in bytes. */
  uploadLimits: { models: number; photos: number; xrays: number; files: number; setups: number };
  /** Translation servers of this site; each practice chooses whether one translates for it. */
  translation: {
    libreTranslate: { url: string; apiKey: string | null } | null;
    apertium: { url: string } | null;
  };
  logLevel: string;
  oidc: { issuer: string; clientId: string; clientSecret: string; label: string } | null;
};

/** Reads and checks the configuration; refuses to start with a wrong one, naming the variable. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = environment.safeParse(given);
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new StartupError(
      'config_invalid',
      `The configuration is wrong. ${wrong}. See docs/self-hosting/configuration.md.`,
    );
  }
  const e = read.data;
  const oidc = [e.OIDC_ISSUER, e.OIDC_CLIENT_ID, e.OIDC_CLIENT_SECRET];
  if (oidc.some(Boolean) && !oidc.every(Boolean)) {
    throw new StartupError(
      'config_invalid',
      'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all three.',
    );
  }
  if (e.BOUNCE_SMTP_PORT !== undefined && !e.BOUNCE_DOMAIN) {
    throw new StartupError(
      'config_invalid',
      'BOUNCE_SMTP_PORT needs BOUNCE_DOMAIN, the domain whose mail arrives at that port.',
    );
  }
  return {
    host: e.HOST,
    port: e.PORT,
    dataDir: e.DATA_DIR,
    databaseUrl: e.DATABASE_URL ?? null,
    databaseConnections: e.DATABASE_CONNECTIONS,
    publicUrl: (e.PUBLIC_URL ?? `http://localhost:${e.PORT}`).replace(/\/+$/, ''),
    secret: e.SECRET ?? null,
    smtpUrl: e.SMTP_URL ?? null,
    mailFrom: e.MAIL_FROM ?? null,
    bounces:
      e.BOUNCE_SMTP_PORT !== undefined && e.BOUNCE_DOMAIN
        ? {
            domain: e.BOUNCE_DOMAIN,
            port: e.BOUNCE_SMTP_PORT,
            ...(e.BOUNCE_SMTP_HOST ? { host: e.BOUNCE_SMTP_HOST } : {}),
          }
        : null,
    trustProxy: e.TRUST_PROXY ?? null,
    requestsPerMinute: e.REQUESTS_PER_MINUTE,
    guardedRequestsPerMinute: e.GUARDED_REQUESTS_PER_MINUTE,
    tokenRequestsPerMinute: e.TOKEN_REQUESTS_PER_MINUTE,
    filesDir: e.FILES_DIR ?? null,
    filesS3: bucketOf(e),
    uploadLimits: {
      models: e.UPLOAD_MAX_MB_MODELS * 1_000_000,
      photos: e.UPLOAD_MAX_MB_PHOTOS * 1_000_000,
      xrays: e.UPLOAD_MAX_MB_XRAYS * 1_000_000,
      files: e.UPLOAD_MAX_MB_FILES * 1_000_000,
      setups: e.UPLOAD_MAX_MB_SETUPS * 1_000_000,
    },
    translation: {
      libreTranslate: e.LIBRETRANSLATE_URL
        ? { url: e.LIBRETRANSLATE_URL, apiKey: e.LIBRETRANSLATE_API_KEY ?? null }
        : null,
      apertium: e.APERTIUM_URL ? { url: e.APERTIUM_URL } : null,
    },
    logLevel: e.LOG_LEVEL,
    oidc: e.OIDC_ISSUER
      ? { issuer: e.OIDC_ISSUER, clientId: e.OIDC_CLIENT_ID!, clientSecret: e.OIDC_CLIENT_SECRET!, label: e.OIDC_LABEL }
      : null,
  };
}

function bucketOf(e: z.output<typeof environment>): Config['filesS3'] {
  const { FILES_S3_BUCKET: bucket, FILES_S3_KEY: key, FILES_S3_SECRET: secret, FILES_S3_ENDPOINT: endpoint } = e;
  if (bucket && key && secret) {
    return {
      endpoint: endpoint ?? null,
      region: e.FILES_S3_REGION ?? 'us-east-1',
      bucket,
      key,
      secret,
      pathStyle: e.FILES_S3_PATH_STYLE ? e.FILES_S3_PATH_STYLE === 'true' : endpoint !== undefined,
    };
  }
  if (bucket || key || secret || endpoint || e.FILES_S3_REGION || e.FILES_S3_PATH_STYLE) {
    throw new StartupError(
      'config_invalid',
      'FILES_S3_BUCKET, FILES_S3_KEY and FILES_S3_SECRET belong together: set all three, or nothing that begins with FILES_S3_.',
    );
  }
  return null;
}
