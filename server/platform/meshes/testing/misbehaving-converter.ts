import { readFileSync, writeFileSync } from 'node:fs';
import { answerTasks } from '#platform/child/answer-tasks.ts';
import type { ConversionResult, ConversionTask } from '../converting-child.ts';

/** Does what its input file says, after it has left half an output behind. */
answerTasks<ConversionTask, ConversionResult>(async (task) => {
  if (!('input' in task)) return 'ready';
  const misdeed = readFileSync(task.input, 'utf8');
  writeFileSync(`${task.output}.part`, 'half');
  writeFileSync(task.picture, 'half');
  if (misdeed === 'loop') for (;;);
  if (misdeed === 'allocate') for (const eaten: Uint8Array[] = []; ; ) eaten.push(new Uint8Array(8_000_000).fill(1));
  if (misdeed === 'abort') process.abort();
  return { refused: 'no_triangles', facts: { found: process.pid } };
});
