import { argon2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkSecret, hashSecret, nobodysHash } from './hash.ts';

describe('a kept password', () => {
  it('is never the password, and differs each time', async () => {
    const [one, two] = await Promise.all([hashSecret('correct horse battery'), hashSecret('correct horse battery')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
  });

  it('is not opened by another password, nor by the right one without its pepper', async () => {
    const hash = await hashSecret('482915', Buffer.alloc(32, 1));
    expect((await checkSecret('482916', hash, Buffer.alloc(32, 1))).right).toBe(false);
    expect((await checkSecret('482915', hash)).right).toBe(false);
    expect((await checkSecret('482915', hash, Buffer.alloc(32, 1))).right).toBe(true);
  });

  it('is the same however the keyboard composed its letters', async () => {
    const hash = await hashSecret('Z\u00fcrichsee im Winter');
    expect(await checkSecret('Zu\u0308richsee im Winter', hash)).toEqual({ right: true, outdated: false });
  });

  it('with parameters of former times is right and says that it is outdated', async () => {
    const nonce = Buffer.alloc(16, 7);
    const key = argon2Sync('argon2id', {
      message: 'old but right',
      nonce,
      parallelism: 1,
      tagLength: 32,
      memory: 8192,
      passes: 1,
    });
    const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
    const hash = `$argon2id$v=19$m=8192,t=1,p=1$${text(nonce)}$${text(key)}`;
    expect(await checkSecret('old but right', hash)).toEqual({ right: true, outdated: true });
  });

  it('of nobody is never right', async () => {
    expect((await checkSecret('', nobodysHash)).right).toBe(false);
  });

  it('is checked two at a time, and everybody gets an answer', async () => {
    const hash = await hashSecret('many at once');
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => checkSecret(i % 3 === 0 ? 'many at once' : 'no', hash)),
    );
    expect(answers.filter((answer) => answer.right)).toHaveLength(4);
  });
});
