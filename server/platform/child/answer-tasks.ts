import type { Answer } from './limited-child.ts';

/** The child's side of `startLimitedChild`: answers one task after another and ends with its parent. */
export function answerTasks<Task, Result>(answer: (task: Task) => Promise<Result>): void {
  process.on('message', async (task) => {
    const result = await answer(task as Task);
    const message: Answer<Result> = { result, rss: process.memoryUsage.rss() };
    process.send?.(message);
  });
  process.on('disconnect', () => process.exit());
}
