import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';

/** OWASP's parameters for Argon2id: memory in KiB, passes, lanes. */
const parameters = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const tagLength = 32;

const atOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];

/** Few hashes are worked out at once, so that a rush of sign-ins can't use up the memory. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

function derive(given: Argon2Parameters): Promise<Buffer> {
  return inTurn(
    () =>
      new Promise((resolve, reject) =>
        argon2('argon2id', given, (error, key) => (error ? reject(error) : resolve(key))),
      ),
  );
}

/** Argon2id in PHC format. `pepper` is a key that isn't stored beside the hash. */
export async function hashSecret(text: string, pepper?: Buffer): Promise<string> {
  const nonce = randomBytes(16);
  const key = await derive({
    message: text.normalize('NFKC'),
    nonce,
    tagLength,
    ...parameters,
    ...(pepper ? { secret: pepper } : {}),
  });
  return `$argon2id$v=19$m=${parameters.memory},t=${parameters.passes},p=${parameters.parallelism}$${base64(nonce)}$${base64(key)}`;
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Whether this is the secret, and whether its hash should be renewed with today's parameters. */
export async function checkSecret(
  text: string,
  hash: string,
  pepper?: Buffer,
): Promise<{ right: boolean; outdated: boolean }> {
  const found = phc.exec(hash);
  if (!found) throw new Error('a stored hash is unreadable');
  const [memory, passes, parallelism] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const expected = Buffer.from(found[5]!, 'base64');
  const key = await derive({
    message: text.normalize('NFKC'),
    nonce: Buffer.from(found[4]!, 'base64'),
    tagLength: expected.length,
    memory,
    passes,
    parallelism,
    ...(pepper ? { secret: pepper } : {}),
  });
  const outdated =
    memory !== parameters.memory || passes !== parameters.passes || parallelism !== parameters.parallelism;
  return { right: timingSafeEqual(key, expected), outdated };
}

/** A hash of nothing that anybody knows: checking against it takes as long as against a real one, and is never right. */
export const nobodysHash = `$argon2id$v=19$m=${parameters.memory},t=${parameters.passes},p=${parameters.parallelism}$${base64(randomBytes(16))}$${base64(randomBytes(tagLength))}`;

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
