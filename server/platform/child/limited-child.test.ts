import { afterAll, describe, expect, test } from 'vitest';
import { startLimitedChild } from './limited-child.ts';
import type { Misdeed } from './testing/misbehaving-program.ts';

const program = new URL('./testing/misbehaving-program.ts', import.meta.url);
const child = startLimitedChild<Misdeed, string>(program, { timeLimitMs: 60_000, memoryLimitMb: 400 });
afterAll(() => child.close());

async function answer(misdeed: Misdeed = 'none'): Promise<string> {
  const ended = await child.run(misdeed);
  if (ended.ended !== 'done') throw new Error(ended.ended);
  return ended.result;
}

describe('a file that makes its reader', () => {
  test.each([
    ['aborts', 'crashed'],
    ['eats objects', 'too_much_memory'],
  ] as const)('%s costs nothing but its own answer, and the next file is read', async (misdeed, ended) => {
    expect(await child.run(misdeed)).toEqual({ ended });
    expect(await answer()).toMatch(/^\d+ 1$/);
  });

  test('loops is stopped in time, and the next file is read', async () => {
    const hurried = startLimitedChild<Misdeed, string>(program, { timeLimitMs: 4000, memoryLimitMb: 400 });
    expect(await hurried.run('loops')).toEqual({ ended: 'too_slow' });
    expect((await hurried.run('none')).ended).toBe('done');
    hurried.close();
  });

  test('take ever more typed arrays, which V8 does not count, is stopped by the operating system', async () => {
    expect(await child.run('eats typed arrays')).toEqual({ ended: 'too_much_memory' });
    expect((await child.run('none')).ended).toBe('done');
  });
});

test('a mistake of the program, or a full disk, is no verdict on the file', async () => {
  await expect(child.run('throws')).rejects.toThrow('as a program with a mistake does');
  expect((await child.run('none')).ended).toBe('done');
});

test('many tasks at once are answered in their order by one warm process', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => answer()));
  expect(new Set(answers.map((text) => text.split(' ')[0])).size).toBe(1);
  const counts = answers.map((text) => Number(text.split(' ')[1]));
  expect(counts).toEqual([0, 1, 2, 3, 4].map((step) => counts[0]! + step));
});

test('a task that waits behind a crash still gets its answer', async () => {
  const [crashed, served] = await Promise.all([child.run('aborts'), child.run('none')]);
  expect(crashed.ended).toBe('crashed');
  expect(served.ended).toBe('done');
});

test('it knows nothing of the server’s environment', async () => {
  process.env.MIDLINE_TEST_SECRET = 'secret';
  expect(await answer('tells its secrets')).not.toMatch(/SECRET|DATABASE/);
});

test('closing rejects what was waiting, and what comes after', async () => {
  const other = startLimitedChild<Misdeed, string>(program, { timeLimitMs: 60_000, memoryLimitMb: 400 });
  const tasks = [other.run('loops'), other.run('none')];
  other.close();
  const ends = await Promise.allSettled([...tasks, other.run('none')]);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
});
