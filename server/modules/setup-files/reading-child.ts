import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaseRecord, SetupProblem } from '#contract/records.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { answerTasks } from '#platform/child/answer-tasks.ts';
import type { SetupLimits } from './limits.ts';
import { readSetup } from './read-setup.ts';
import { remembering } from './remember.ts';

export type ReadingTask = { input: string; folder: string; limits: SetupLimits };
/** The files that a setup was turned into, by what they are called beside the original. */
export const keptOfSetup = ['plan', 'coarse', 'full', 'first_stage', 'last_stage', 'thumbnail'] as const;
export type KeptOfSetup = (typeof keptOfSetup)[number];
export type PreparedSetup = {
  facts: CaseRecord['facts'];
  treatment: TreatmentPlan | null;
  files: Record<KeptOfSetup, string>;
};
/** `failed` is the code of an error of the file system: nothing is wrong with the setup. */
export type ReadingResult = PreparedSetup | { problems: SetupProblem[] } | { failed: string };

const read = remembering(readSetup);

if (process.send)
  answerTasks<ReadingTask, ReadingResult>(async (task) => {
    try {
      return await readInto(task);
    } catch (error) {
      const code = error instanceof Error && 'code' in error && 'syscall' in error && error.code;
      if (typeof code === 'string') return { failed: code };
      throw error;
    }
  });

async function readInto({ input, folder, limits }: ReadingTask): Promise<ReadingResult> {
  const found = await read(input, limits);
  if ('problems' in found) return found;
  const bytes: Record<KeptOfSetup, Buffer> = {
    plan: found.plan,
    coarse: found.coarse,
    full: found.full,
    first_stage: found.firstStage,
    last_stage: found.lastStage,
    thumbnail: found.thumbnail,
  };
  const files = Object.fromEntries(keptOfSetup.map((what) => [what, join(folder, what)])) as PreparedSetup['files'];
  for (const what of keptOfSetup) await writeFile(files[what], bytes[what]);
  return { facts: found.facts, treatment: found.treatment, files };
}
