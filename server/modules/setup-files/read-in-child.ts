import type { SetupProblem } from '#contract/records.ts';
import { type Ended, startLimitedChild } from '#platform/child/limited-child.ts';
import { type SetupLimits, setupLimits } from './limits.ts';
import type { PreparedSetup, ReadingResult, ReadingTask } from './reading-child.ts';

/** Reads files of setups in a process of its own, so that a hostile one harms nothing but its own answer. */
export interface SetupReader {
  /**
   * Reads the file `input` and writes what is delivered of it into the existing folder `folder`. A file that can't be used, takes too
   * long or too much memory leaves nothing. Rejects where the reader was closed or a file can't be reached.
   */
  read(input: string, folder: string): Promise<PreparedSetup | { problems: SetupProblem[] }>;
  close(): void;
}

export interface SetupReaderSettings {
  /** For one file, in milliseconds. */
  timeLimitMs: number;
  memoryLimitMb: number;
  limits: SetupLimits;
  /** Another program to run, for tests that need one that misbehaves. */
  program: URL;
}

const usual: SetupReaderSettings = {
  timeLimitMs: 300_000,
  memoryLimitMb: 2048,
  limits: setupLimits,
  program: new URL('./reading-child.ts', import.meta.url),
};

/** Ready at once; the process starts with the first file and gives its memory back when there is nothing to do. */
export function startSetupReader(settings: Partial<SetupReaderSettings> = {}): SetupReader {
  const { timeLimitMs, memoryLimitMb, limits, program } = { ...usual, ...settings };
  const child = startLimitedChild<ReadingTask, ReadingResult>(program, { timeLimitMs, memoryLimitMb, idleMs: 60_000 });
  return {
    async read(input, folder) {
      const result = resultOf(await child.run({ input, folder, limits }));
      if ('failed' in result) throw new Error(`A setup couldn't be read: ${result.failed}`);
      return result;
    },
    close: () => child.close(),
  };
}

function resultOf(ended: Ended<ReadingResult>): ReadingResult {
  const refused = (code: string) => ({ problems: [{ code, where: '', facts: {} }] });
  if (ended.ended === 'too_slow') return refused('took_too_long');
  if (ended.ended === 'too_much_memory') return refused('needed_too_much_memory');
  return ended.ended === 'crashed' ? refused('unreadable') : ended.result;
}
