import { rm } from 'node:fs/promises';
import { type Ended, type LimitedChild, startLimitedChild } from '#platform/child/limited-child.ts';
import type { ConversionResult, ConversionTask } from './converting-child.ts';
import { type MeshFacts, type MeshLimits, type MeshRefusal, meshLimits } from './mesh.ts';

/** Converts meshes in processes of their own, so that a hostile file harms nothing but its own answer. */
export interface MeshConverter {
  /**
   * Reads the mesh at `input` and writes compressed glTF to `output` and a picture beside it (`pictureOf`). What can't be read, or takes
   * too long or too much memory, is refused and leaves no file. Rejects where the converter was closed or a file can't be reached.
   */
  convert(input: string, output: string): Promise<MeshFacts | MeshRefusal>;
  /** Ends the processes; conversions under way reject. */
  close(): void;
}

export interface MeshConverterSettings {
  /** For one conversion, in milliseconds. */
  timeLimitMs: number;
  /** For one process, in MB. */
  memoryLimitMb: number;
  /** How many files are converted at once; others wait. */
  atOnce: number;
  limits: MeshLimits;
  /** Another program to run, for tests that need one that misbehaves. */
  program: URL;
}

const usual: MeshConverterSettings = {
  timeLimitMs: 60_000,
  memoryLimitMb: 1536,
  atOnce: 2,
  limits: meshLimits,
  program: new URL('./converting-child.ts', import.meta.url),
};

type Child = LimitedChild<ConversionTask, ConversionResult>;
const longestTimer = 2 ** 31 - 1;

/** Where the picture of a converted mesh lies. */
export function pictureOf(output: string): string {
  return `${output}.webp`;
}

/** Starts one process at once, so that the first upload needn't wait for it; a second one when two files come together. */
export function startMeshConverter(settings: Partial<MeshConverterSettings> = {}): MeshConverter {
  const { timeLimitMs, memoryLimitMb, atOnce, limits, program } = { ...usual, ...settings };
  // The first stays warm; the others give their memory back when there is nothing to do.
  const all = Array.from({ length: atOnce }, (_, place): Child => {
    const idleMs = place === 0 ? longestTimer : 60_000;
    return startLimitedChild(program, { timeLimitMs, memoryLimitMb, idleMs });
  });
  const free = new Set(all);
  const waiting: ((child: Child) => void)[] = [];

  const takeChild = () =>
    new Promise<Child>((resolve) => {
      const first = all.find((child) => free.delete(child));
      if (first) resolve(first);
      else waiting.push(resolve);
    });
  const giveBack = (child: Child) => {
    const next = waiting.shift();
    if (next) next(child);
    else free.add(child);
    // A process that died or grew too large is replaced now and not when the next file is there.
    void child.run({ ready: true }).catch(() => {});
  };

  void all[0]!.run({ ready: true }).catch(() => {});
  return {
    async convert(input, output) {
      const child = await takeChild();
      try {
        const result = resultOf(await child.run({ input, output, picture: pictureOf(output), limits }));
        if (!('refused' in result || 'failed' in result)) return result;
        await Promise.all([`${output}.part`, pictureOf(output)].map((path) => rm(path, { force: true })));
        if ('failed' in result) throw new Error(`A mesh couldn't be converted: ${result.failed}`);
        return result;
      } finally {
        giveBack(child);
      }
    },
    close() {
      for (const child of all) child.close();
    },
  };
}

function resultOf(ended: Ended<ConversionResult>): Exclude<ConversionResult, 'ready'> {
  if (ended.ended === 'too_slow') return { refused: 'took_too_long', facts: {} };
  if (ended.ended === 'too_much_memory') return { refused: 'needed_too_much_memory', facts: {} };
  if (ended.ended === 'crashed' || ended.result === 'ready') return { refused: 'unreadable', facts: {} };
  return ended.result;
}
