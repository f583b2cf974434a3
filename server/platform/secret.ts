import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Keys derived from the instance's one secret, each for one purpose. */
export type Secret = {
  /** 32 bytes for a purpose, always the same for the same secret. */
  key(purpose: string): Buffer;
};

export function secretFrom(text: string): Secret {
  const keys = new Map<string, Buffer>();
  return {
    key(purpose) {
      let key = keys.get(purpose);
      if (!key) {
        key = Buffer.from(hkdfSync('sha256', text, 'midline', purpose, 32));
        keys.set(purpose, key);
      }
      return key;
    },
  };
}

/** A new secret for a link or cookie: 256 random bits as 43 characters of base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token: its SHA-256. */
export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** A code that shows a value came from here (HMAC-SHA-256, base64url). */
export function sign(key: Buffer, value: string): string {
  return createHmac('sha256', key).update(value).digest('base64url');
}

/** AES-256-GCM: 12 bytes nonce, 16 bytes tag, then the ciphertext. `context` is authenticated, not encrypted. */
export function seal(key: Buffer, plain: Buffer | string, context = ''): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Opens what `seal` made; throws where key, context or bytes don't fit. */
export function unseal(key: Buffer, sealed: Buffer, context = ''): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
}
