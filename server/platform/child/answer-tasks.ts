import type { Answer } from './limited-child.ts';

/**
 * The child's side of `startLimitedChild`: answers one task after another and ends with its parent. Once `isWorn`, it is
 * replaced before the next task.
 */
export function answerTasks<Task, Result>(answer: (task: Task) => Promise<Result>, isWorn = () => false): void {
  process.on('message', async (task) => {
    const message = await answer(task as Task).then(
      (result) => ({ result }),
      (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
    );
    process.send?.({ ...message, worn: isWorn(), rss: process.memoryUsage.rss() } satisfies Answer<Result>);
  });
  process.on('disconnect', () => process.exit());
}
